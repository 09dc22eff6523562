"""Run by run, the same is kept of a text as analysed whole."""

import gc
import weakref

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH, SPANISH
from indexer.codec.ingest.token_table import TokenTable
from tests.unit.properties import steadily

# Whatever a pattern of a word looks at beside it, every kind of white space, and initials that reach over spaces.
NASTY = "aSUTué19.,,-\u2011'\u2019_ \u0301\u00ad\u200b\n\t\x1c\x1f\x85\u00a0\u2003\u2028\u3000ⅣB中\x00\ud800"
BITS = [
    "U. S. C.",
    "A.",
    "B.",
    " ",
    "  ",
    "\u00a0",
    "1,000",
    "1,",
    "000",
    "9-1-1",
    "9-",
    "164.5",
    "U.S.",
    "x",
    "IT",
    "WHO,",
    "JustGrants",
    "pre-YouTube’s",
    "Ph.D.",
    "Ph. D.",
    "Pub.L",
]
texts = (
    st.text(alphabet=st.sampled_from(NASTY), max_size=40)
    | st.lists(st.sampled_from(BITS), max_size=12).map("".join)
    | st.text(max_size=40)
)

# One table for all examples: what was met before must not matter.
table = TokenTable()


def taken_apart(text, analyzer):
    numbers = list(table.numbers(text, analyzer.language))
    known = table.expansion()
    terms: list[str] = []
    forms: set[str] = set()
    stacked: list[tuple[int, str]] = []
    for number in numbers:
        begin, end = known.stacked_ptr[number : number + 2]
        stacked += [
            (len(terms) + known.stacked_places[place], known.terms[known.stacked_numbers[place]])
            for place in range(begin, end)
        ]
        begin, end = known.term_ptr[number : number + 2]
        terms += [known.terms[term] for term in known.term_numbers[begin:end]]
        begin, end = known.form_ptr[number : number + 2]
        forms |= {known.forms[form] for form in known.form_numbers[begin:end]}
    return tuple(terms), forms, stacked


@steadily(150)
@given(texts, st.sampled_from([ENGLISH, SPANISH]))
@example("U. S. C. 3 and J. A. Smith", SPANISH)
@example("a1,000 1,2,000 aU. S. C.", ENGLISH)
@example("A.\u00a0B. A.  B. A.\nB.", ENGLISH)
@example("x" * 500 + " " + "y" * 500 + " " + "x" * 500, ENGLISH)
def test_a_text_taken_apart_at_white_space_is_analysed_as_a_whole(text, analyzer):
    found = analyzer.analyze(text)

    assert taken_apart(text, analyzer) == (found.terms, set(found.forms), list(found.stacked))


def test_a_run_that_is_met_again_is_not_kept_again():
    tokens = TokenTable()

    first = list(tokens.numbers("crisis teams, crisis", "en"))

    assert list(tokens.numbers("teams, crisis", "en")) == [first[1], first[0]]
    assert len(tokens) == 2


def test_each_text_is_taken_apart_in_its_own_language():
    tokens = TokenTable()

    numbers, sizes = tokens.numbered(["los casos", "los", "los casos"], [("en", 2), ("es", 1)])

    known = tokens.expansion()
    assert sizes.tolist() == [2, 1, 2]
    found = [known.terms[known.term_numbers[known.term_ptr[number]]] for number in numbers]
    assert found[:3] == [*map(ENGLISH.term_of, ("los", "casos", "los"))]
    assert found[3:] == [*map(SPANISH.term_of, ("los", "casos"))]
    assert set(found[:3]).isdisjoint(found[3:])


def test_a_table_that_is_dropped_is_gone_at_once():
    gc.disable()
    try:
        table = TokenTable()
        table.numbered(["Mobile crisis teams, U. S. C. and more"], [("en", 1)])
        watched = weakref.ref(table._found)

        del table

        assert watched() is None
    finally:
        gc.enable()
