"""Two runs side by side: which is better, by how much, and on which queries."""

import pytest

from indexer.errors import ConfigError
from searchapp.evaluation import compare, evaluate

QUERIES = {f"q{number:02}": f"question {number}" for number in range(12)}
JUDGEMENTS = {query_id: {"right": 1} for query_id in QUERIES}
GOOD = [("right", 3.0), ("wrong", 2.0)]
BAD = [("wrong", 3.0), ("off", 2.0), ("right", 1.0)]


def report_on(ranked, queries=QUERIES, judgements=JUDGEMENTS, top=100):
    return evaluate(lambda _text, top: ranked[:top], queries, judgements, top)


def test_a_run_beside_itself_differs_by_nothing():
    report = report_on(GOOD)

    found = compare(report, report.run, JUDGEMENTS, 100)

    assert [(each.by, each.p) for each in found.means.values()] == [(0.0, 1.0)] * 4
    assert (found.worse, found.better, found.same, found.missing) == ((), (), 12, 0)


def test_what_is_clearly_worse_has_a_small_p():
    report = report_on(BAD)

    found = compare(report, dict.fromkeys(QUERIES, GOOD), JUDGEMENTS, 100)

    assert found.means["ndcg"].now == pytest.approx(0.5)
    assert found.means["ndcg"].other == 1.0
    assert found.means["ndcg"].by == pytest.approx(-0.5)
    assert found.means["average_precision"].by == pytest.approx(1 / 3 - 1)
    # All twelve turn the same way: of the 4,096 signs only all and none do.
    assert found.means["ndcg"].p == found.means["average_precision"].p == found.means["success"].p == 2 / 4096
    assert (found.means["recall"].by, found.means["recall"].p) == (0.0, 1.0)
    assert (len(found.worse), len(found.better)) == (12, 0)


def test_what_moved_most_comes_first_on_either_side():
    report = report_on(BAD)
    other = {
        **dict.fromkeys(QUERIES, BAD), "q03": [("wrong", 2.0), ("right", 1.0)], "q05": GOOD, "q07": BAD[:2], "q09": BAD[:1] + [(f"x{n}", 2.0) for n in range(8)] + [("right", 1.0)],
    }  # fmt: skip

    found = compare(report, other, JUDGEMENTS, 100)

    assert [each.query_id for each in found.worse] == ["q05", "q03"]
    assert [each.query_id for each in found.better] == ["q07", "q09"]
    assert found.worse[0].now == pytest.approx(0.5)
    assert found.worse[0].other == 1.0
    assert found.same == 8


def test_a_query_that_the_other_run_lacks_found_nothing_there():
    report = report_on(GOOD)

    found = compare(report, {"q00": GOOD, "unasked": GOOD}, JUDGEMENTS, 100)

    assert found.missing == 11
    assert found.means["recall"].other == pytest.approx(1 / 12)
    assert found.means["recall"].p == 2 / 2**11


def test_the_other_run_is_looked_at_as_deep_as_ours():
    report = report_on(BAD, top=2)

    found = compare(report, dict.fromkeys(QUERIES, BAD), JUDGEMENTS, 2)

    assert found.means["recall"].other == found.means["recall"].now == 0.0


def test_queries_without_a_relevant_document_are_no_part_of_it():
    report = report_on(GOOD, judgements={"q00": {"right": 1}, "q01": {"right": 0}})

    found = compare(report, {"q00": BAD}, {"q00": {"right": 1}, "q01": {"right": 0}}, 100)

    assert [each.query_id for each in found.better] == ["q00"]
    assert (found.same, found.missing) == (0, 0)


def test_an_empty_run_may_be_compared_with():
    assert compare(report_on(GOOD), {}, JUDGEMENTS, 100).missing == 12


def test_a_run_over_other_queries_is_refused():
    with pytest.raises(ConfigError, match="none of the queries; name a run that asked the same"):
        compare(report_on(GOOD), {"Q00": GOOD}, JUDGEMENTS, 100)
