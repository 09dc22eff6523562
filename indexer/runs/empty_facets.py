"""Which facets found no value in any resource; pure."""

from collections.abc import Iterator

from indexer.facets import FacetTable
from indexer.index_writer import BuildInfo


def empty_facets(build: BuildInfo, facets: FacetTable) -> Iterator[str]:
    """Yield a note for each of a library's own facets that no resource of *build* has a value of."""
    for name in facets.others if build.resources else ():
        if not build.facets.get(name):
            yield f"no resource has a value of the facet {name!r}, which is read from {facets[name].origin!r}"
