"""What servers are told of runs: whole or not at all, and the same after a way through JSON."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.run_notes import RequestNote, RunNote

counts = {
    name: st.none() | st.integers(0, 2**53)
    for name in ("resources", "added", "renamed", "changed", "removed", "unchanged", "failed")
}
outcomes = st.none() | st.sampled_from(("published", "nothing to do", "held", "failed", "dry run"))
times = st.none() | st.datetimes().map(lambda moment: moment.isoformat())


@given(st.builds(RunNote, outcome=outcomes, started=times, finished=times, sources_seen_at=times, **counts))
def test_a_note_of_a_run_is_the_same_after_a_way_through_json(note: RunNote) -> None:
    assert RunNote.from_json(json.loads(json.dumps(note.as_json()))) == (note if note != RunNote() else None)


@given(
    st.builds(
        RequestNote,
        state=st.sampled_from(("waiting", "running", "done", "interrupted")),
        outcome=outcomes,
        started=times,
        finished=times,
        **counts,
    )
)
def test_a_note_of_a_request_is_the_same_after_a_way_through_json(note: RequestNote) -> None:
    assert RequestNote.from_json(json.loads(json.dumps(note.as_json()))) == note


def test_what_a_failed_run_does_not_know_is_not_told() -> None:
    note = RunNote(outcome="failed", started="2026-11-24", finished="2026-11-24", failed=2)

    assert note.as_json() == {
        "started": "2026-11-24",
        "finished": "2026-11-24",
        "outcome": "failed",
        "failed": 2,
        "sources_seen_at": None,
    }
    assert RequestNote(state="waiting").as_json() == {"state": "waiting"}


@pytest.mark.parametrize(
    "value", [None, [], "text", {}, {"outcome": 3}, {"sources_seen_at": None, "added": "some"}]
)
def test_what_is_no_note_is_none(value: object) -> None:
    assert RunNote.from_json(value) is None


@pytest.mark.parametrize("value", [None, [], {}, {"state": "asleep"}, {"state": ["done"]}, {"failed": 1}])
def test_what_is_no_note_of_a_request_is_none(value: object) -> None:
    assert RequestNote.from_json(value) is None


def test_what_is_no_figure_in_a_note_is_left_out() -> None:
    told = {
        "outcome": "held",
        "added": True,
        "changed": -1,
        "removed": 2.5,
        "started": "today",
        "failed": 3,
        "of": "x",
    }

    assert RunNote.from_json(told) == RunNote(outcome="held", failed=3)
    assert RequestNote.from_json({**told, "state": "done"}) == RequestNote(
        state="done", outcome="held", failed=3
    )
