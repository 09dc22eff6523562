"""What of a query stands in a file of synonyms is what a look at every run of its words finds, the longest first."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH
from indexer.synonyms.file import SynonymFile
from indexer.synonyms.lines import SynonymLine
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import expand
from searchapp.engine.query.parser import parse
from searchapp.engine.query.synonyms import Synonyms
from tests.unit.engine.dictionaries import WordsOf

WORDS = ("use", "uses", "of", "force", "Forces", "team", "crisis", "UOF", "uof", "IT", "it", "body", "worn")
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
lines = st.tuples(
    st.lists(phrases, min_size=1, max_size=2), st.lists(phrases, min_size=1, max_size=2), st.booleans()
)
files = st.lists(lines, min_size=1, max_size=4)
LIBRARY = CompoundWords(WordsOf(" ".join(WORDS)))


def terms(text):
    return tuple(part.term for word in ENGLISH.words(text) for part in word.parts)


def named(text):
    """Tell whether a text is one word in capitals."""
    return " " not in text and text.isupper()


def expected(rows, typed):
    """Look at every run of the words typed, from each word on the longest first."""
    capitals = not (typed.isupper() and len(typed.split()) > 1)
    words, found, start = typed.split(), [], 0
    while start < len(words):
        for end in range(len(words), start, -1):
            run = " ".join(words[start:end])
            matching = [
                (number, source)
                for number, (sources, _) in enumerate(rows)
                for source in sources
                # Whoever types "it" does not mean IT; what most texts print in capitals may be typed in small letters.
                if terms(source) == terms(run)
                and (not named(source) or source != "IT" or (capitals and named(run)))
            ]
            if matching:
                others = {
                    other for number, _ in matching for other in rows[number][1] if terms(other) != terms(run)
                }
                found.append((run, others))
                start = end - 1
                break
        start += 1
    return found


@given(files, st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join))
def test_it_is_what_a_look_at_every_run_finds(file, typed):
    rows = [(left + right, left + right) if both else (left, right) for left, right, both in file]
    made = SynonymFile(
        tuple(SynonymLine(number, tuple(left), tuple(right)) for number, (left, right) in enumerate(rows)),
        "1",
    )

    matches = list(Synonyms(made).matches(parse(typed), [LIBRARY]))

    found = [(match.typed, {other.text for line in match.lines for other in line}) for match in matches]
    assert found == expected(rows, typed)


@given(
    files,
    st.text(max_size=40) | st.lists(st.sampled_from([*WORDS, "OR", '"', "-use", "title:uof"])).map(" ".join),
)
def test_no_text_and_no_file_raise(file, typed):
    made = SynonymFile(
        tuple(SynonymLine(number, tuple(left), tuple(right)) for number, (left, right, _) in enumerate(file)),
        "1",
    )

    with_synonyms = expand(parse(typed), LIBRARY, synonyms=Synonyms(made))
    without = expand(parse(typed), LIBRARY)

    assert [concept.choices for concept in with_synonyms.scored] == [
        concept.choices for concept in without.scored
    ]
    assert with_synonyms.excluded == without.excluded
    assert with_synonyms.required == without.required
