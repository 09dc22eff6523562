"""The p of a paired randomization test: by hand, against all signs tried one by one, and drawn against tried."""

from itertools import product
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.evaluation import significance
from searchapp.evaluation.significance import chance
from tests.unit.properties import steadily


def every_sign_tried(differences):
    """The same test as its definition says it: in the plainest way, one assignment of signs after another."""
    far = abs(fsum(differences))
    sums = [
        abs(fsum(sign * each for sign, each in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(differences))
    ]
    return sum(each >= far - 1e-9 for each in sums) / len(sums)


@pytest.mark.parametrize(
    ("differences", "p"),
    [
        # Of 8 sums, ±6 are as far as 6.
        ([1, 2, 3], 2 / 8),
        # |1 - 2 + 3| = 2: all of ±6, ±4 (1 turned), ±2 (2 turned), but not 0 (3 turned).
        ([1, -2, 3], 6 / 8),
        # ±4 once each, ±2 four times each, 0 six times.
        ([1, 1, 1, 1], 2 / 16),
        ([1, 1, 1, -1], 10 / 16),
        ([1, -1], 1.0),
        ([0.5], 1.0),
        ([0.1] * 6, 2 / 64),
        ([-0.1] * 6, 2 / 64),
    ],
)
def test_p_is_what_is_counted_by_hand(differences, p):
    assert chance(differences) == p


@steadily(15)
@given(st.lists(st.integers(-20, 20).map(lambda number: number / 7), max_size=9))
def test_p_is_the_share_of_signs_that_reach_as_far(differences):
    assert chance(differences) == every_sign_tried(differences)


@pytest.mark.parametrize("differences", [[], [0.0], [0.0] * 500])
def test_without_a_difference_p_is_1(differences):
    assert chance(differences) == 1.0


def test_queries_that_do_not_differ_change_nothing():
    few = [0.3, -0.1, 0.2, 0.4, 0.1, 0.2]

    assert chance(few + [0.0] * 5_000) == chance(few)


def test_signs_that_are_drawn_tell_what_signs_that_are_tried_tell(monkeypatch):
    differences = [0.31, -0.12, 0.05, 0.4, -0.2, 0.17, 0.08, -0.03, 0.22, 0.11, -0.25, 0.09]
    tried = chance(differences)
    monkeypatch.setattr(significance, "EXACT", 0)
    monkeypatch.setattr(significance, "_AT_ONCE", 12 * 7_777)  # several rounds, the last one smaller

    drawn = chance(differences)

    assert 0.05 < tried < 0.3
    # Five standard errors of a share of 100,000.
    assert drawn == pytest.approx(tried, abs=5 * (tried * (1 - tried) / 100_000) ** 0.5)
    assert chance(differences) == drawn


def test_many_queries_that_are_all_worse_leave_chance_little_room():
    assert chance([-0.2] * 300) == 1 / 100_001


def test_many_queries_that_go_either_way_leave_chance_much_room():
    assert chance([0.2, -0.2] * 150) == 1.0
    assert chance([0.2, -0.2] * 150 + [0.2]) > 0.9
