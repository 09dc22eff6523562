"""Lines on PDF pages in; paragraphs, lists, rows and whole words out."""

from collections.abc import Callable
from typing import Any

from tests.unit.readers.pdf.pdf_pages import BODY, Draw, Lines, filled, read, texts


def test_each_page_has_its_number_and_printed_label(pdf: Draw, below: Lines) -> None:
    pages = [below(*filled(number)) for number in range(1, 5)]

    result = read(pdf(*pages, labels=[(0, "ROMAN_LOWER", 1), (2, "ARABIC", 1)]))

    assert [(one.place.page, one.place.page_label) for one in result.passages] == [
        (1, "i"),
        (2, "ii"),
        (3, "1"),
        (4, "2"),
    ]
    assert (result.format, result.pages) == ("pdf", 4)


def test_lines_of_a_paragraph_are_joined_and_a_gap_divides(pdf: Draw, below: Lines) -> None:
    assert texts(pdf(below(*BODY, "", *BODY))) == [f"{' '.join(BODY)}\n{' '.join(BODY)}"]


def test_an_indented_first_line_begins_a_paragraph(pdf: Draw, below: Lines, at: Callable[..., Any]) -> None:
    full = [BODY[0], "door. They should tell what can be seen to the one who dispatches."]
    page = [*below(*full), at(full[0], y=672, x=90), at(full[1], y=658)]

    assert texts(pdf(page)) == [f"{' '.join(full)}\n{' '.join(full)}"]


def test_the_number_of_a_single_page_is_left_out(pdf: Draw, below: Lines, at: Callable[..., Any]) -> None:
    page = [*below(*BODY), at("- 1 -", y=30, x=300)]

    assert texts(pdf(page)) == [" ".join(BODY)]


def test_a_short_last_line_ends_its_paragraph(pdf: Draw, below: Lines) -> None:
    page = below(*BODY, "Then wait.", *BODY)

    assert texts(pdf(page)) == [f"{' '.join(BODY)} Then wait.\n{' '.join(BODY)}"]


def test_items_of_a_list_are_lines(pdf: Draw, below: Lines, at: Callable[..., Any]) -> None:
    page = [
        at("•", y=700),
        at("First item of the list, long enough that it", y=700, x=90),
        at("goes on below.", y=686, x=90),
        at("•", y=672),
        at("Second item.", y=672, x=90),
    ]

    assert texts(pdf(page)) == [
        "• First item of the list, long enough that it goes on below.\n• Second item."
    ]


def test_cells_of_a_row_are_kept_apart(pdf: Draw, below: Lines, at: Callable[..., Any]) -> None:
    page = [
        at("Tier", y=700),
        at("Usual response", y=700, x=300),
        at("Voice", y=680),
        at("By telephone", y=680, x=300),
    ]

    assert texts(pdf(page)) == ["Tier | Usual response\nVoice | By telephone"]


def test_words_divided_at_line_ends_are_whole_again(pdf: Draw, below: Lines) -> None:
    page = below(
        "De-escalation asks for time. The team shares infor-",
        "mation about a call, and every officer practices de-",
        "escalation on the way to it, as a well-known habit.",
    )

    text = texts(pdf(page))[0]

    assert "shares information about" in text
    assert "practices de-escalation on" in text


def test_a_word_divided_at_a_pages_end_stands_on_the_first_page(pdf: Draw, below: Lines) -> None:
    first = below("An officer who arrives first should share what infor-")
    second = below("mation there is.", "And then wait.")

    assert texts(pdf(first, second)) == [
        "An officer who arrives first should share what information",
        "there is. And then wait.",
    ]


def test_control_signs_and_ligatures_do_not_reach_the_text(pdf: Draw, below: Lines) -> None:
    text = texts(pdf(below(*BODY, *BODY)))[0]

    assert all(sign.isprintable() or sign == "\n" for sign in text)
