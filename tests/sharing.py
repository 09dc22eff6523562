"""Which tests one process runs, where they run in several: those that share what is dear to make, so that it is made once."""

from typing import Final

from xdist.scheduler.loadscope import LoadScopeScheduling

SHARED: Final = (
    "tests/browser/",
    "tests/hostile/test_broken_pdfs.py",
    "tests/hostile/test_odd_names.py",
    "tests/hostile/test_word_files.py",
    "tests/relevance/",
    "tests/unit/engine/test_page_links.py",
    "tests/unit/sources/website/test_hub.py",
)


class Sharing(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Hands out the tests of a place of SHARED together, and every other one by itself."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in SHARED if nodeid.startswith(place)), nodeid)
