"""What the index keeps of a word is what the words of a text say of it, however short the way to it."""

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import MAX_PART, PART_OF_WORD, analyze_word, is_common, words
from indexer.analysis.vocabulary import PROTECTED
from tests.unit.properties import steadily

ascii_words = st.text("abcdefghijklmnopqrstuvwxyzABCXYZ", min_size=1, max_size=12)
cased = st.builds(
    lambda word, change: change(word), ascii_words, st.sampled_from((str, str.lower, str.upper, str.title))
)


@steadily(38)
@given(cased | st.sampled_from(sorted(PROTECTED)).map(str.title) | st.sampled_from(sorted(PROTECTED)))
@example("Officers")
@example("BasedResponses")
@example("IT")
@example("NATO")
@example("ITandWho")
@example("a" * (MAX_PART + 3))
@example("A" + "b" * (MAX_PART + 3))
def test_a_word_is_kept_as_it_is_analysed(raw):
    (word,) = words(raw)
    parts = [part.plain + PART_OF_WORD for part in word.parts] if len(word.parts) > 1 else []

    terms, forms, stacked = analyze_word(raw)

    assert terms == tuple(part.term for part in word.parts)
    assert set(forms) == {word.form, *parts}
    assert stacked == word.stacked
    told = [one for one in stacked if not (one.in_capitals and is_common(word.parts[one.at].plain))]
    assert analyze_word(raw, all_caps=True) == (terms, forms, tuple(told))
