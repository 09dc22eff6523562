"""Files in, what a person finds of them out: a folder indexed by the command, and searched."""

from collections.abc import Mapping
from pathlib import Path

from indexer.config import load_config
from searchapp.engine import SearchRequest, open_engine
from tests.unit.a_site import Site


class Folder:
    """Files by their names, indexed."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes]) -> None:
        site = Site(root, ("sample",))
        for name, content in files.items():
            site.file(name, content)
        self.ran = site.run("index")
        self._engine = open_engine(load_config(site.config))

    def found(self, query: str) -> list[str]:
        """Return the ids of what is found, in order of their names."""
        return sorted(hit.id for hit in self._engine.search(SearchRequest(query)).hits)

    def titles(self) -> dict[str, str]:
        """Return {id: title} of all resources."""
        return {hit.id: hit.title for hit in self._engine.search(SearchRequest("", per_page=100)).hits}
