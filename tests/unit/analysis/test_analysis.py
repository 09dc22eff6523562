"""Both sides cut, fold and stem text alike, and no text at all can stop them."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.analysis import (
    ENGLISH,
    KEY_SEPARATOR,
    MAX_PART,
    PART_OF_WORD,
    capitals_term,
    fold,
    form_of,
    joined_term,
    plain_term,
    span_of,
)
from tests.sampling import sampled
from tests.unit.properties import steadily

# Letters with and without accents, signs that join or part words, and signs that nobody sees.
TRICKY = "aeisSTUÉéäßøŁıİǅ1290.,-‑'’´`_ \u0301\u00ad\u200b\ufeff\nⅣ²ﬁ中\x00\ud800"
texts = st.text(alphabet=st.sampled_from(TRICKY), max_size=40) | st.text(
    alphabet=st.characters(), max_size=40
)
latin_words = st.text(
    alphabet=st.characters(min_codepoint=0x41, max_codepoint=0x24F, categories=("Lu", "Ll")),
    min_size=1,
    max_size=12,
)
ascii_words = st.from_regex(r"[A-Za-z]{1,20}('[A-Za-z]{1,3})?", fullmatch=True)


def terms(text):
    return [part.term for word in ENGLISH.words(text) for part in word.parts]


def plains(text):
    return [part.plain for word in ENGLISH.words(text) for part in word.parts]


def forms(text):
    return [word.form for word in ENGLISH.words(text)]


# Any text


@steadily(38)
@given(texts)
def test_words_stand_in_the_text_and_in_order(text):
    at = 0
    for word in ENGLISH.words(text):
        assert at <= word.start < word.end <= len(text)
        begins = word.start
        for part in word.parts:
            assert begins <= part.start < part.end <= word.end
            begins = part.end
        at = word.end


@steadily(38)
@given(texts)
def test_the_index_keeps_the_terms_of_the_words(text):
    found = ENGLISH.analyze(text)

    assert list(found.terms) == terms(text)
    assert {form for form in found.forms if not form.endswith(PART_OF_WORD)} == set(forms(text))


@steadily(38)
@given(texts)
@example("ﷺ" * 40)
@example("x" * 200)
@example("a-" * 200)
def test_no_term_is_empty_too_long_or_holds_the_mark(text):
    for term in [*ENGLISH.analyze(text).terms, *plains(text)]:
        assert 0 < len(term) <= MAX_PART
        assert KEY_SEPARATOR not in term
        term.encode()


@steadily(100)
@given(
    texts | st.lists(st.sampled_from(["JustGrants", "IT", "Ph.D.", "U.S.", "a", "-", "_", " "])).map("".join)
)
@example("aB" * 200)
@example("Ab" * 40 + "-cD.e.")
def test_stacked_terms_span_terms_and_are_told_from_them(text):
    found = ENGLISH.analyze(text)

    for at, term in found.stacked:
        assert 0 <= at < at + span_of(term) <= len(found.terms)
        assert 0 < len(plain_term(term)) <= MAX_PART
        assert KEY_SEPARATOR in term
        assert span_of(term) > 1 or term == capitals_term(found.terms[at])
    assert len(set(found.stacked)) == len(found.stacked)


@pytest.mark.parametrize(
    ("text", "stacked"),
    [
        ("JustGrants", [(0, joined_term("justgrant", 2))]),
        ("pre-BlackLivesMatter’s", [(1, joined_term("blacklivesmatt", 3))]),
        ("a Ph.D., or Ph. D.", [(1, joined_term("phd", 2)), (4, joined_term("phd", 2))]),
        (
            "the IT-based U.S. NGOs",
            [(1, capitals_term("it")), (3, capitals_term("us")), (4, capitals_term("ngo"))],
        ),
        ("PhD", [(0, capitals_term("phd"))]),
        ("WHO", [(0, capitals_term("who"))]),
        ("WHO AND FBI", [(2, capitals_term("fbi"))]),
        ("We are done. It is I, A. Smith of de-escalation", []),
        ("aBcDeFgHiJkLmNoPqRst 1-2", []),
    ],
)
def test_names_and_capitals_are_stacked(text, stacked):
    assert list(ENGLISH.analyze(text).stacked) == stacked


@steadily(30)
@given(texts)
def test_a_form_begins_with_its_folded_letters(text):
    for form in ENGLISH.analyze(text).forms:
        plain, mark, typed = form.partition(KEY_SEPARATOR)
        assert 0 < len(plain) <= MAX_PART
        assert fold(plain) == plain
        assert bool(mark) == bool(typed)
        assert KEY_SEPARATOR not in typed


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\ud800\udfff", "\u0301", "\u00ad\u200b", "🚓", "'", "-", "...", "’s", "s’", "1,", "_" * 9, "İ" * 90, "ﷺ" * 300],
)  # fmt: skip
def test_odd_texts_are_texts(text):
    assert list(ENGLISH.analyze(text).terms) == terms(text)


@pytest.mark.parametrize(
    "unit",
    sampled(["a", "1", "a.", "a.b.", "A. ", "a-", "1-", "1.", "1,", "'", "a'", "aB", ",000", "1,000", "a\u0301", "\u00ad", "-" , "é", "U.S", "Ab.C", "ab.c.", "Ph. D. ", "\x00", "\ud800"], 4),
)  # fmt: skip
@pytest.mark.parametrize(
    "end", ["", ",00", *(pytest.param(end, marks=pytest.mark.slow) for end in "a\u0301")]
)
def test_work_grows_with_the_text_and_not_with_its_square(unit, end):
    # Not timed: what walks over the rest of the text at each sign takes minutes here.
    text = "1" + unit * 50_000 + end

    assert len(ENGLISH.analyze(text).terms) <= len(text)


def test_a_megabyte_of_one_letter_is_one_term():
    assert ENGLISH.analyze("a" * 1_000_000).terms == ("a" * MAX_PART,)


# Folding


@steadily(38)
@given(texts)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_every_letter_folds_to_what_no_longer_folds():
    letters = [sign for sign in map(chr, range(0x30000)) if sign.isalnum()]

    assert [sign for sign in letters if fold(fold(sign)) != fold(sign)] == []


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Café", "cafe"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("Łódź", "lodz"), ("Søren", "soren"),
        ("Æsop", "aesop"), ("İstanbul", "istanbul"), ("ﬁne", "fine"), ("ＡＢＣ", "abc"), ("co\u00adoperate", "cooperate"),
        ("Ⅳ", "iv"), ("Ὀδυσσεύς", "οδυσσευσ"), ("Ёлка", "елка"),
    ],
)  # fmt: skip
def test_case_accents_and_invisible_signs_are_folded_away(printed, folded):
    assert fold(printed) == folded


@steadily(30)
@given(ascii_words)
def test_case_makes_no_difference_to_a_term(word):
    assert ENGLISH.term_of(word.upper()) == ENGLISH.term_of(word.lower()) == ENGLISH.term_of(word)
    assert form_of(word.upper()) == form_of(word.lower())


@steadily(30)
@given(st.lists(ascii_words, max_size=5), st.sampled_from("’‘ʼʹ′＇`´"))
def test_curly_and_straight_apostrophes_are_one(typed, curly):
    straight = " ".join(typed)
    printed = straight.replace("'", curly)

    assert terms(printed) == terms(straight)
    assert forms(printed) == forms(straight)


@steadily(30)
@given(st.lists(latin_words, min_size=1, max_size=4), st.sampled_from("-‐‑−﹣－"))
def test_all_hyphens_are_one(typed, hyphen):
    assert terms(hyphen.join(typed)) == terms("-".join(typed))
    assert forms(hyphen.join(typed)) == forms("-".join(typed))


@steadily(38)
@given(st.lists(latin_words, min_size=1, max_size=4), st.sampled_from([" ", "-", ".", "’s "]))
@example(["caf", "ÉCole"], "")
@example(["É", "U"], ".")
def test_accents_written_apart_are_the_same_letters(typed, between):
    text = between.join(typed)

    assert terms(unicodedata.normalize("NFD", text)) == terms(unicodedata.normalize("NFC", text))
    assert forms(unicodedata.normalize("NFD", text)) == forms(unicodedata.normalize("NFC", text))


@steadily(30)
@given(
    st.lists(latin_words, min_size=1, max_size=4),
    st.sampled_from("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
    st.data(),
)
def test_invisible_signs_make_no_difference(typed, invisible, data):
    text = "-".join(typed)
    cut = data.draw(st.integers(min_value=1, max_value=len(text)))
    if text[cut - 1] == "-":
        cut -= 1
    printed = text[:cut] + invisible + text[cut:]

    assert terms(printed) == terms(text)
    assert forms(printed) == forms(text)


# Words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de-escalation", ["de", "escalation"]),
        ("Ambulance-BasedResponses", ["ambulance", "based", "responses"]),
        ("CompStat 360", ["comp", "stat", "360"]),
        ("NASA and NASAs", ["nasa", "and", "nasas"]),
        ("U.S.C. § 1983", ["usc", "1983"]),
        ("U. S. C. 42", ["usc", "42"]),
        ("E.g., a.m. and p.m.", ["eg", "am", "and", "pm"]),
        ("example.org", ["example", "org"]),
        ("the officer’s, officers' and OFFICER'S", ["the", "officer", "officers", "and", "officer"]),
        ("don’t O'Brien", ["dont", "obrien"]),
        ("10,000 or 1,234,567.89 in all", ["10000", "or", "1234567.89", "in", "all"]),
        ("100,200,30", ["100", "200", "30"]),
        ("1234,567,890", ["1234", "567", "890"]),
        ("45 CFR 164.512", ["45", "cfr", "164.512"]),
        ("call 9-1-1 or 9‑8‑8", ["call", "911", "or", "988"]),
        ("pages 1-2, 4-H, 5-4 and 2-3-45", ["pages", "1", "2", "4", "h", "5", "4", "and", "2", "3", "45"]),
        ("snake_case", ["snake", "case"]),
        ("COVID-19", ["covid", "19"]),
        ("naïve -- and... so", ["naive", "and", "so"]),
        ("警察", ["警察"]),
    ],
)  # fmt: skip
def test_text_is_cut_into_parts(text, expected):
    assert plains(text) == expected


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("training", "training"),
        ("Training", "training"),
        ("De-Escalation", f"deescalation{KEY_SEPARATOR}de-escalation"),
        ("café", f"cafe{KEY_SEPARATOR}café"),
        ("officer’s", f"officers{KEY_SEPARATOR}officer's"),
        ("U.S.C.", f"usc{KEY_SEPARATOR}u.s.c."),
        ("10,000", f"10000{KEY_SEPARATOR}10,000"),
    ],
)
def test_a_form_keeps_what_was_typed_behind_its_letters(word, form):
    assert form_of(word) == form
    assert forms(word) == [form]


def test_a_part_of_a_word_has_a_form_of_its_own_that_is_not_that_of_the_word_alone():
    found = ENGLISH.analyze("de-escalation").forms

    assert f"escalation{PART_OF_WORD}" in found
    assert form_of("escalation") not in found


def test_common_words_are_told_apart_and_words_that_carry_meaning_are_not_common():
    assert all(map(ENGLISH.is_common, ["the", "of", "with", "what"]))
    assert not any(map(ENGLISH.is_common, ["us", "no", "not", "down", "off", "over", "force", "use"]))
