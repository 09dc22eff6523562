"""Judged ids in; as the library has them now, out: a judgement holds for a file that was renamed since it was made."""

from collections.abc import Callable, Mapping
from functools import cache

from searchapp.engine import SearchEngine
from searchapp.evaluation.judgements import Judgements, PageJudgements
from searchapp.evaluation.runs import Run

Present = Callable[[str], str]  # takes an id, perhaps a former one; returns the id that the resource has now


def present_ids(engine: SearchEngine) -> Present:
    """Return what tells the ids that resources have in *engine* now; one that is there no more keeps its own."""

    @cache
    def present(resource_id: str) -> str:
        found = engine.quoted(resource_id, ())
        return resource_id if found is None else found.hit.id

    return present


def with_present_ids(judgements: Judgements, present: Present) -> dict[str, dict[str, int]]:
    """Return *judgements* by present ids; of two grades of one resource, the higher one counts."""
    return {query_id: present_grades(grades, present) for query_id, grades in judgements.items()}


def present_grades(grades: Mapping[str, int], present: Present) -> dict[str, int]:
    """Return the *grades* of one query by present ids."""
    found: dict[str, int] = {}
    for resource_id, grade in grades.items():
        now = present(resource_id)
        found[now] = max(grade, found.get(now, grade))
    return found


def pages_with_present_ids(pages: PageJudgements, present: Present) -> dict[str, set[tuple[str, int]]]:
    """Return the right pages by present ids."""
    return {
        query_id: {(present(resource_id), page) for resource_id, page in right}
        for query_id, right in pages.items()
    }


def run_with_present_ids(run: Run, present: Present) -> dict[str, list[tuple[str, float]]]:
    """Return what was found, by present ids; a resource found by two of its ids keeps the first place."""
    found: dict[str, list[tuple[str, float]]] = {}
    for query_id, ranked in run.items():
        first: dict[str, float] = {}
        for resource_id, score in ranked:
            first.setdefault(present(resource_id), score)
        found[query_id] = list(first.items())
    return found
