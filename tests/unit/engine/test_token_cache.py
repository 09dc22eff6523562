"""Remembered runs tell the same as runs looked into each time."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import words
from searchapp.engine.presenting.token_cache import Runs
from tests.unit.properties import steadily

runs_of_texts = st.lists(st.text(max_size=200).map(lambda text: set(text.split())), max_size=5)


def holds(run: str, terms: set[str]) -> bool:
    return any(part.term in terms for word in words(run) for part in word.parts)


@steadily(80)
@given(runs_of_texts, st.sets(st.text(max_size=3), max_size=5))
def test_runs_are_found_by_their_terms_seen_before_or_not(texts: list[set[str]], terms: set[str]) -> None:
    remembered = Runs()

    for runs in (*texts, *texts):
        assert remembered.holding(terms, runs) == {run for run in runs if holds(run, terms)}


def test_a_run_too_long_for_a_word_is_looked_into_but_not_remembered() -> None:
    remembered, run = Runs(), "team-" * 20 + "crisis"

    found = remembered.holding(["crisis"], {run, "crisis", "team"})

    assert found == {run, "crisis"}
    assert len(remembered) == 2
    assert remembered.holding(["crisis"], {run}) == {run}
