"""Which judged queries moved, and why."""

from indexer.runs.relevance_changes import ChangedIds, JudgedQuery, JudgedReport, moved_queries

NOTHING = ChangedIds(added=frozenset(), changed=frozenset(), removed=frozenset())


def answered(ndcg: float, *ids: str, relevant: str = "a") -> JudgedReport:
    ranked = tuple((key, f"Title {key}") for key in ids)
    query = JudgedQuery(text="crisis", ndcg=ndcg, ranked=ranked, grades=dict.fromkeys(relevant, 1))
    return JudgedReport(queries={"q": query})


def why(before: JudgedReport, after: JudgedReport, changed: ChangedIds = NOTHING) -> list[str]:
    (moved,) = moved_queries(before, after, changed)
    return list(moved.why)


def test_a_query_that_is_answered_as_before_has_not_moved() -> None:
    assert moved_queries(answered(0.5, "a", "b"), answered(0.5, "a", "c"), NOTHING) == ()


def test_an_answer_that_is_gone_is_told() -> None:
    changed = ChangedIds(added=frozenset(), changed=frozenset(), removed=frozenset("a"))

    assert why(answered(1.0, "a", "b"), answered(0.0, "b"), changed) == [
        "“Title a”, which is relevant, was at rank 1 and is gone"
    ]


def test_what_is_new_above_an_answer_is_told() -> None:
    changed = ChangedIds(added=frozenset("n"), changed=frozenset(), removed=frozenset())

    assert why(answered(1.0, "a"), answered(0.6, "n", "a"), changed) == [
        "“Title a”, which is relevant, fell from rank 1 to 2",
        "“Title n” is now at rank 1: it is new",
    ]


def test_an_answer_that_fell_out_of_the_first_ten_is_told() -> None:
    assert why(answered(1.0, "a"), answered(0.0, *"bcdefghijk")) == [
        "“Title a”, which is relevant, fell from rank 1 out of the top 10"
    ]


def test_of_a_query_that_is_answered_better_what_rose_is_told() -> None:
    changed = ChangedIds(added=frozenset(), changed=frozenset("a"), removed=frozenset())

    assert why(answered(0.6, "b", "a"), answered(1.0, "a", "b"), changed) == [
        "“Title a”, which is relevant, rose from rank 2 to 1: it was changed"
    ]


def test_what_fell_most_comes_first() -> None:
    def report(**ndcg: float) -> JudgedReport:
        return JudgedReport(
            queries={
                key: JudgedQuery(text=key, ndcg=value, ranked=(), grades={"a": 1})
                for key, value in ndcg.items()
            }
        )

    moved = moved_queries(report(x=0.9, y=0.9, z=0.1), report(x=0.8, y=0.2, z=0.3), NOTHING)

    assert [one.text for one in moved] == ["y", "x", "z"]
    assert moved[0].why == ("resources around the relevant ones changed",)
    assert report(x=0.9, y=0.7).mean == 0.8
