"""What the index keeps of a word is what the words of a text say of it, however short the way to it."""

from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH, MAX_PART, PART_OF_WORD, SPANISH
from indexer.analysis.english.vocabulary import PROTECTED
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
    (word,) = ENGLISH.words(raw)
    parts = [part.plain + PART_OF_WORD for part in word.parts] if len(word.parts) > 1 else []

    terms, forms, stacked = ENGLISH.analyze_word(raw)

    assert terms == tuple(part.term for part in word.parts)
    assert set(forms) == {word.form, *parts}
    assert stacked == word.stacked
    told = [one for one in stacked if not (one.in_capitals and ENGLISH.is_common(word.parts[one.at].plain))]
    assert ENGLISH.analyze_word(raw, all_caps=True) == (terms, forms, tuple(told))


@steadily(38)
@given(st.text(alphabet=st.sampled_from("aeisSTUÉñäßøİ1290.,-'’_ \u0301\u00ad中"), max_size=40))
@example("JustGrants’s pre-YouTube’s Ph.D.’s U.S.C. NGOs")
@example("0’sİa")
@example("A" * MAX_PART + "b" + "C" * MAX_PART)
def test_a_word_is_reread_in_another_language_as_it_is_analyzed_there(text):
    assert [SPANISH.reread(word) for word in ENGLISH.words(text)] == list(SPANISH.words(text))
    assert [ENGLISH.reread(word) for word in SPANISH.words(text)] == list(ENGLISH.words(text))
