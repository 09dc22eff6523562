"""Why a hit matched is told from the real match: take a reason away, and both the line and the score change."""

import pytest

from searchapp.engine import SearchRequest
from searchapp.engine.presenting.match_reasons import Reason, match_reasons
from tests.making import make_passage, make_resource


@pytest.mark.parametrize(
    ("reasons", "pages", "line"),
    [
        ([], [], None),
        ([Reason("crisis", ())], [], None),
        ([Reason("crisis", ("title",))], [], "“crisis” in the title"),
        ([Reason("crisis", ("text",))], [], "“crisis” in the text"),
        ([Reason("crisis", ("text",))], [4], "“crisis” in the text, best on page 4"),
        ([Reason("crisis", ("text",))], [4, 6, 9], "“crisis” in the text, best on pages 4, 6 and 9"),
        ([Reason("crisis", ("title", "text"))], [4], "“crisis” in the title; “crisis” in the text, best on page 4"),
        (
            [Reason("crisis", ("title", "headings", "text")), Reason("team", ("headings", "text"))], [],
            "“crisis” in the title; “team” in a heading; all words in the text",
        ),
        (
            [Reason("crisis", ("title", "text")), Reason("team", ("text",)), Reason("van", ())], [],
            "“crisis” in the title; “team” in the text; without “van”",
        ),
        (
            [Reason("teams", ("topics",), ("team",)), Reason("vans", ("summary",), ("van", "van’s"))], [],
            "“teams” in a topic; “vans” in the summary; “teams” as “team”; “vans” as “van” or “van’s”",
        ),
        (
            [Reason("a", ("title",)), *(Reason(f"w{number}", ()) for number in range(7))], [],
            "“a” in the title; without “w0”, “w1”, “w2”, “w3” and 3 more words",
        ),
        ([Reason(f"w{number}", ("text",)) for number in range(5)], [], "“w0”, “w1”, “w2”, “w3” and “w4” in the text"),
    ],
)  # fmt: skip
def test_why_is_one_plain_line(reasons, pages, line):
    found = match_reasons(reasons, pages)

    assert (found and found.line()) == line


QUESTION = "crisis team staffing night"
FACTS = {
    "title": "Crisis guide",
    "topics": ("Teams",),
    "summary": "On staffing.",
    "passages": (
        make_passage("Nothing of note.", "About crises", page=3),
        make_passage("At night the crisis is deep.", "Part two", page=4),
    ),
}
OTHERS = [make_resource(f"other{number}", text="A budget, a night, a team.") for number in range(3)]


@pytest.fixture
def told(engine_for):
    """Why a resource made of these facts matches, and its score."""

    def ask(**facts):
        engine = engine_for(make_resource("a", **facts), *OTHERS)
        hits = {hit.id: hit for hit in engine.search(SearchRequest(QUESTION)).hits}
        return hits["a"].why, hits["a"].score

    return ask


def test_each_place_of_a_word_is_told(told):
    line, _ = told(**FACTS)

    assert line == (
        "“crisis” in the title; “team” in a topic; “staffing” in the summary; "
        "“night” in the text, best on page 4"
    )


@pytest.mark.parametrize(
    ("reason", "facts"),
    [
        ("“crisis” in the title", {"title": "A guide"}),
        ("“team” in a topic", {"topics": ("Towns",)}),
        ("“staffing” in the summary", {"summary": "In short."}),
        ("“night” in the text", {"passages": (FACTS["passages"][0], make_passage("The crisis is deep.", "Part two", page=4))}),
        ("best on page 4", {"passages": FACTS["passages"][:1]}),
    ],
)  # fmt: skip
def test_without_a_reason_the_line_and_the_score_are_others(told, reason, facts):
    line, score = told(**FACTS)

    changed, lower = told(**{**FACTS, **facts})

    assert reason in line
    assert reason not in changed
    assert lower < score


def test_a_word_met_in_another_form_is_told_as_it_is_written(told):
    written = {**FACTS, "passages": (make_passage("At nights the crisis is deep.", page=4),)}
    typed = {**FACTS, "passages": (make_passage("At night the crisis is deep.", page=4),)}

    line, score = told(**written)
    as_typed, higher = told(**typed)

    assert "“night” as “nights”" in line
    assert "“night” as" not in as_typed
    assert higher > score


def test_a_word_that_is_not_there_is_told(told):
    line, score = told(**{**FACTS, "topics": ()})
    complete, higher = told(**FACTS)

    assert "without “team”" in line
    assert "without" not in complete
    assert higher > score


def test_where_no_word_was_asked_for_there_is_no_reason(engine_for):
    engine = engine_for(make_resource("a", topics=("Crisis",)))

    for text in ("", "topic:crisis", "-video"):
        assert [hit.why for hit in engine.search(SearchRequest(text)).hits] == [None]


def test_phrases_beginnings_and_choices_are_told_as_they_were_typed(engine_for):
    engine = engine_for(make_resource("a", title="Use of force", text="A policy on vans and teams."))

    (hit,) = engine.search(SearchRequest('"use of force" polic* vans OR cars')).hits

    assert (
        hit.why
        == "“use of force” in the title; “polic*” and “vans or cars” in the text; “polic*” as “policy”"
    )
