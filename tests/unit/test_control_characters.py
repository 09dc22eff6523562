import json

import pytest

from indexer.control_characters import clean_line, clean_text, clean_utf8, escaped, escaped_json, has_control

HARMLESS = "Grüße, “Stops”\xa0& Arrests: 警察 🏳️‍🌈 co\xadop می\u200cخواهم zero\u200bwidth"  # joins and breaks inside words
DIVIDING = ["\t", "\n", "\x0b", "\x0c", "\r", "\r\n", "\x1c", "\x1f", "\x85", "\u2028", "\u2029"]
VANISHING = [
    "\x00", "\x08", "\x0e", "\x1b", "\x7f", "\x80", "\x9b", "\x9f", "\u061c", "\u200e", "\u200f", "\u202a", "\u202e",
    "\u2060", "\u2066", "\u2069", "\u206f", "\ufeff", "\ufff9", "\uffff",
]  # fmt: skip


@pytest.mark.parametrize("control", DIVIDING, ids=ascii)
def test_what_divides_words_becomes_a_blank_in_a_line_and_the_end_of_a_line_in_text(control: str) -> None:
    assert clean_line(f" a {control}{control} b{control}") == "a b"
    assert clean_text(f"a{control}b") == ("a\tb" if control == "\t" else "a\nb")


@pytest.mark.parametrize("control", VANISHING, ids=ascii)
def test_any_other_control_character_goes(control: str) -> None:
    assert clean_line(f"{control}a{control}b {control}") == "ab"
    assert clean_text(f"a{control}b\n") == "ab\n"


@pytest.mark.parametrize("control", [*DIVIDING, *VANISHING, "\udcff"], ids=ascii)
def test_control_characters_are_found_and_shown(control: str) -> None:
    assert has_control(f"a{control}")
    assert escaped(f"a{control}b") == f"a{ascii(control)[1:-1]}b"


@pytest.mark.parametrize("control", [*DIVIDING, *VANISHING, "\udcff"], ids=ascii)
def test_json_says_the_same_without_them(control: str) -> None:
    value = {f"a{control}": [f"“b”{control}", 1.5, None]}

    written = escaped_json(json.dumps(value, ensure_ascii=False, indent=2))

    assert json.loads(written) == value
    assert not has_control(written.replace("\n", ""))
    assert escaped_json('{"a": "é"}') == '{"a": "é"}'


@pytest.mark.parametrize("around", ["ascii ", "Grüße “und” ", "警察", "\U0001f680 "])
@pytest.mark.parametrize("control", [*DIVIDING, *VANISHING], ids=ascii)
def test_a_page_is_cleaned_as_text_is(around: str, control: str) -> None:
    text = f"{around}{control}{around}\n\t{around}"

    assert clean_utf8(text) == clean_text(text).encode()
    assert clean_utf8(around * 3) == (around * 3).encode()


def test_half_of_a_character_is_replaced() -> None:
    assert clean_line("a\ud83d") == clean_text("a\ud83d") == "a\ufffd"


def test_all_else_stays() -> None:
    assert clean_line(HARMLESS) == clean_text(HARMLESS) == escaped(HARMLESS) == HARMLESS
    assert not has_control(HARMLESS)


def test_no_character_gets_past() -> None:
    everything = [chr(code) for code in range(0x110000)]

    assert not [sign for sign in everything if has_control(clean_line(f"a{sign}b"))]
    assert not [sign for sign in everything if has_control(escaped(sign))]
    assert not [sign for sign in everything if has_control(clean_text(f"a{sign}b").strip("ab\t\n"))]
