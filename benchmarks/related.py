"""Three real manuals in one folder; how many of a page's related resources are of the same manual, by weight, out.

    tests/relevance/manuals/fetch.sh
    python -m benchmarks.related [--place FOLDER] [--out FOLDER]

Of every page the related resources are looked up, at several values of `PART_OF_WEIGHT`.
"""

from collections.abc import Iterator
from statistics import fmean
from typing import Any, Final

from benchmarks.manuals import library
from benchmarks.runs import Run, run
from searchapp.engine import SearchEngine, SearchRequest
from searchapp.engine.arrays import more_like_this
from searchapp.engine.model import PART_OF_WEIGHT
from searchapp.engine.results import Hit

WEIGHTS: Final = (0.0, 0.2, 0.5, 1.0, 2.0)
_PER_PAGE: Final = 100


def main() -> None:
    """Measure and write the run."""
    with run("related", __doc__ or "") as here:
        here.write(figures(here))


def figures(here: Run) -> dict[str, Any]:
    """Return what was measured."""
    engine = library(here.place)
    pages = list(_pages(engine))
    manuals = {hit.id: _manual(engine, hit) for hit in pages}
    by_weight = {}
    for weight in WEIGHTS:
        setattr(more_like_this, "PART_OF_WEIGHT", weight)  # noqa: B010  # one engine for all of them
        shown = [(hit, other) for hit in pages for other in _related(engine, hit)]
        by_weight[str(weight)] = {
            "related": len(shown),
            "of the same manual": round(
                fmean(manuals[one.id] == manuals[other.id] for one, other in shown), 3
            ),
            "of the same chapter": round(
                fmean(one.path == other.path for one, other in shown if one.path), 3
            ),
        }
    return {
        "pages": len(pages),
        "pages with a path": sum(bool(hit.path) for hit in pages),
        "shipped": PART_OF_WEIGHT,
        "by PART_OF_WEIGHT": by_weight,
    }


def _pages(engine: SearchEngine) -> Iterator[Hit]:
    number = 1
    while hits := engine.search(SearchRequest(page=number, per_page=_PER_PAGE)).hits:
        yield from hits
        number += 1


def _manual(engine: SearchEngine, hit: Hit) -> str:
    file = engine.file(hit.documents[0].id)
    return "" if file is None else file.address.partition("/")[0]


def _related(engine: SearchEngine, hit: Hit) -> tuple[Hit, ...]:
    view = engine.resource(hit.id)
    return () if view is None else view.related


if __name__ == "__main__":
    main()
