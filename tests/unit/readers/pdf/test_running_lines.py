"""Running headers, page numbers and contents in; pages without them out."""

from collections.abc import Callable
from typing import Any

from tests.unit.readers.pdf.pdf_pages import BODY, Draw, Lines, filled, read, texts


def running(at: Callable[..., Any], number: int, left: str, right: str) -> list[Any]:
    return [
        at(left, y=760, size=8),
        at(right, y=760, x=400, size=8),
        at(f"Page {number}", y=30, x=300, size=8),
    ]


def test_running_headers_and_page_numbers_are_left_out(
    pdf: Draw, below: Lines, at: Callable[..., Any]
) -> None:
    pages = [[*below(*filled(n)), *running(at, n, "A Guidebook", f"Chapter about {n}")] for n in range(1, 7)]

    found = texts(pdf(*pages))

    assert found == [" ".join(filled(number)) for number in range(1, 7)]


def test_headers_that_alternate_or_name_the_chapter_are_left_out(
    pdf: Draw, below: Lines, at: Callable[..., Any]
) -> None:
    heads = [
        "The Book",
        "One: Calls",
        "The Book",
        "One: Calls",
        "The Book",
        "Two: Teams",
        "The Book",
        "Two: Teams",
    ]
    pages = [
        [at(f"{head}   {n + 20}" if n % 2 else f"{n + 20}   {head}", y=750, size=9), *below(*filled(n))]
        for n, head in enumerate(heads)
    ]

    assert texts(pdf(*pages)) == [" ".join(filled(number)) for number in range(8)]


def test_roman_page_numbers_are_left_out(pdf: Draw, below: Lines, at: Callable[..., Any]) -> None:
    pages = [
        [*below(*filled(n)), at(numeral, y=30, size=9)]
        for n, numeral in enumerate(["i", "ii", "iii", "iv", "v"])
    ]

    assert texts(pdf(*pages)) == [" ".join(filled(number)) for number in range(5)]


def test_first_lines_of_text_are_kept_however_alike_they_stand(pdf: Draw, below: Lines) -> None:
    pages = [below(*filled(n), top=760) for n in range(1, 9)]

    assert texts(pdf(*pages)) == [" ".join(filled(number)) for number in range(1, 9)]


def test_a_chapters_number_is_not_a_running_header(pdf: Draw, below: Lines, at: Callable[..., Any]) -> None:
    pages = [[at(f"Chapter {n}", y=750, size=20), *below(*filled(n))] for n in (1, 2, 3, 4)]

    headings = [passage.place.heading for passage in read(pdf(*pages)).passages]

    assert headings == [("Chapter 1",), ("Chapter 2",), ("Chapter 3",), ("Chapter 4",)]


def test_a_year_at_the_top_of_one_page_is_kept(pdf: Draw, below: Lines) -> None:
    assert texts(pdf(below("2019", "", *BODY, top=760))) == [f"2019\n{' '.join(BODY)}"]


def test_a_table_of_contents_is_left_out(pdf: Draw, below: Lines) -> None:
    contents = below(*[f"Section {n} {'. ' * 30} {n}" for n in range(1, 8)])

    assert texts(pdf(contents, below(*BODY))) == [" ".join(BODY)]
