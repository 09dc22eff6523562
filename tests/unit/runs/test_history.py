"""The last runs: what each did, as it did it, whatever version noted it."""

import json
from pathlib import Path

import pytest

from indexer.errors import LibraryError
from indexer.library.library import Library
from indexer.runs.changes import ChangeReport, Edit, FacetChange, TextLoss
from indexer.runs.history import last_runs
from indexer.runs.relevance_changes import MovedQuery
from indexer.runs.report import FailedRun, JudgedScores, RunReport, ended_run

WHOLE = RunReport(
    outcome="held",
    build="b2",
    live="b1",
    resources=9,
    added=1,
    changed=2,
    removed=3,
    unchanged=4,
    failed=5,
    failures=("one", "a name that is no text: \udcff"),
    without_text=("a/scan.pdf",),
    reasons=("too much is gone",),
    notes=("built anew",),
    changes=ChangeReport(
        added=(Edit(id="a", title="A"),),
        changed=(
            Edit(
                id="c",
                title="C",
                previous_title="B",
                changed_fields=("title", "text"),
                lost=(TextLoss(document="D", passages=(7, 2), pages=(None, 3), unlisted=True),),
            ),
        ),
        lost_passages=5,
        facets={"topic": (FacetChange(value="Vans", before=1, after=2),)},
    ),
    judged=JudgedScores(
        queries=2,
        before=None,
        after=0.25,
        moved=(MovedQuery(text="q", before=1.0, after=0.5, why=("gone",)),),
    ),
    took={"reading": 0.5},
    started="2026-11-24T07:00:00+00:00",
    finished="2026-11-24T07:00:01+00:00",
)


@pytest.mark.parametrize(
    "ended", [WHOLE, RunReport(outcome="published"), FailedRun(failed=1, failures=("it",))]
)
def test_a_report_is_the_same_after_a_way_through_json(ended: RunReport | FailedRun) -> None:
    assert ended_run(json.loads(json.dumps(ended.as_json()))) == ended


def noted(path: Path, report: str | None) -> Path:
    with Library(path) as library:
        number = library.begin_run(now="2026-11-24T07:00:00+00:00")
        if report is not None:
            library.end_run(number, report, now="2026-11-24T07:00:01+00:00")
    return path


def test_a_run_that_has_not_ended_has_no_report(tmp_path: Path) -> None:
    (run,) = last_runs(noted(tmp_path / "library.db", None))

    assert run.ended is None
    assert run.as_json() == {"number": 1, "started": "2026-11-24T07:00:00+00:00", "finished": None}


def test_what_older_versions_noted_can_be_read(tmp_path: Path) -> None:
    path = noted(tmp_path / "library.db", '{"outcome": "failed", "failed": 1, "failures": ["it"]}')
    noted(path, '{"outcome": "published", "added": 3, "what is gone by now": 1}')

    second, first = last_runs(path, 5)

    assert first.ended == FailedRun(failed=1, failures=("it",), started="2026-11-24T07:00:00+00:00")
    assert second.ended == RunReport(outcome="published", added=3, started="2026-11-24T07:00:00+00:00")


@pytest.mark.parametrize(
    "report", ["{", "[]", "{}", '{"outcome": "eaten"}', '{"outcome": "published", "added": "x"}']
)
def test_a_damaged_report_is_told_with_its_run(tmp_path: Path, report: str) -> None:
    path = noted(tmp_path / "library.db", report)

    with pytest.raises(LibraryError, match="the report of run 1 cannot be read"):
        last_runs(path)
