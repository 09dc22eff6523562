from dataclasses import replace
from typing import Any

import pytest

from indexer.runs.gate import MIN_LOST_PASSAGES, BuildComparison, GateLimits, counts_of, reasons_to_hold

LIMITS = GateLimits(max_lost=0.1, max_text_lost=0.3, max_failed=None, max_worse=0.05)


def reasons(
    had: dict[str, int], has: dict[str, int], max_lost: float = 0.1, held: str | None = None
) -> list[str]:
    """Compare sources with so many resources each; ids count from 0, so what lacks are the last ones."""
    live, new = (
        {
            f"{source} {number}": (source, "hash")
            for source, count in counts.items()
            for number in range(count)
        }
        for counts in (had, has)
    )
    change = BuildComparison(configured=frozenset({"a", "b"}), **counts_of(live, new))
    return reasons_to_hold(change, replace(LIMITS, max_lost=max_lost), held=held)


def test_a_loss_above_the_limit_is_told_in_numbers() -> None:
    assert reasons({"a": 1000}, {"a": 588}) == [
        "source 'a' lost 412 of 1,000 resources (41 %), more than max_lost = 0.1"
    ]


@pytest.mark.parametrize(
    ("had", "lost", "limit"), [(10, 1, 0.1), (100, 29, 0.29), (100, 7, 0.07), (5, 0, 0.0)]
)
def test_a_loss_of_just_the_limit_passes(had: int, lost: int, limit: float) -> None:
    assert reasons({"a": had}, {"a": had - lost}, limit) == []


def test_nothing_may_be_lost_at_a_limit_of_zero() -> None:
    assert len(reasons({"a": 10}, {"a": 9}, 0.0)) == 1


def test_one_source_cannot_hide_behind_a_large_one() -> None:
    said = reasons({"a": 1000, "b": 10}, {"a": 1000, "b": 6})

    assert said == ["source 'b' lost 4 of 10 resources (40 %), more than max_lost = 0.1"]


def test_all_together_are_judged_too() -> None:
    said = reasons({"a": 100, "b": 100}, {"a": 60, "b": 60}, 0.3)

    assert said[-1] == "all sources together lost 80 of 200 resources (40 %), more than max_lost = 0.3"


def test_less_than_half_is_doubtful_whatever_the_limit() -> None:
    (said,) = reasons({"a": 10}, {"a": 4}, 1.0)

    assert "returned 4 resources, less than half of the 10 that it had" in said


def test_a_source_taken_out_of_the_settings_is_named_so() -> None:
    said = reasons({"a": 10, "old": 5}, {"a": 10})

    assert (
        "source 'old' lost 5 of 5 resources (100 %), more than max_lost = 0.1 (it is no longer in config.toml)"
        in said
    )


def test_a_resource_that_another_source_has_now_is_not_lost() -> None:
    live = {"x": ("a", "1"), "y": ("a", "1")}
    new = {"x": ("b", "2"), "y": ("b", "2")}

    change = BuildComparison(configured=frozenset("ab"), **counts_of(live, new))

    assert reasons_to_hold(change, replace(LIMITS, max_lost=0.0)) == []


def test_growth_and_change_pass() -> None:
    assert reasons({"a": 10}, {"a": 1000, "b": 5}, 0.0) == []


def test_content_that_was_held_before_stays_held() -> None:
    assert reasons({"a": 10}, {"a": 10}, held="it was rolled back from") == [
        "this content is held: it was rolled back from"
    ]


def quality(limits: GateLimits = LIMITS, **facts: Any) -> list[str]:
    none: dict[str, int] = {}
    comparison = BuildComparison(live=none, new=none, lost=none, configured=frozenset(), **facts)
    return reasons_to_hold(comparison, limits)


def test_text_that_documents_lost_holds_above_its_share() -> None:
    assert quality(passages=1000, passages_lost=301) == [
        "remaining documents lost 301 of 1,000 passages (30 %) of text, more than max_text_lost = 0.3"
    ]
    assert quality(passages=1000, passages_lost=300) == []


def test_a_day_of_editing_a_small_library_is_no_loss() -> None:
    assert quality(passages=MIN_LOST_PASSAGES + 10, passages_lost=MIN_LOST_PASSAGES) == []
    assert len(quality(passages=MIN_LOST_PASSAGES + 10, passages_lost=MIN_LOST_PASSAGES + 1)) == 1


def test_failures_hold_only_where_a_limit_is_set() -> None:
    assert quality(failed=500) == []
    assert quality(replace(LIMITS, max_failed=0), failed=1) == [
        "the run had 1 failure, more than max_failed = 0"
    ]
    assert quality(replace(LIMITS, max_failed=3), failed=3) == []


def test_judged_queries_that_are_answered_worse_hold() -> None:
    assert quality(judged=(0.9, 0.85)) == []
    assert quality(judged=(0.9, 0.8)) == [
        "judged queries score worse: nDCG@10 fell from 0.900 to 0.800, by more than max_worse = 0.05"
    ]
    assert quality(judged=(0.8, 0.9)) == []
