"""Outlines and sizes of type in; headings and titles out."""

from collections.abc import Callable
from typing import Any

from tests.unit.readers.pdf.pdf_pages import BODY, Draw, Lines, read


def test_headings_come_from_the_outline_and_reach_over_pages(
    pdf: Draw, below: Lines, at: Callable[..., Any]
) -> None:
    first = [at("Calls", y=720, size=20), at("Sorting", y=690, size=12), *below(*BODY, top=670)]
    second = [
        *below(*BODY),
        at("Working with", y=600, size=12),
        at("988", y=586, size=12),
        *below(*BODY, top=560),
    ]
    outline = [("Calls", 0, 0, 740.0), ("Sorting", 1, 0, 702.0), ("2.1 Working with 988", 1, 1, 612.0)]

    result = read(pdf(first, second, outline=outline))

    assert [(one.place.page, one.place.heading) for one in result.passages] == [
        (1, ("Calls", "Sorting")),
        (2, ("Calls", "Sorting")),
        (2, ("Calls", "2.1 Working with 988")),
    ]
    assert all(one.text == " ".join(BODY) for one in result.passages)


def test_an_outline_that_no_line_prints_divides_where_it_points(pdf: Draw, below: Lines) -> None:
    outline = [("Opening", 0, 0, None), ("Elsewhere", 0, 0, 660.0)]

    result = read(pdf(below(*BODY, "", *BODY), outline=outline))

    assert [one.place.heading for one in result.passages] == [("Opening",), ("Elsewhere",)]


def test_without_an_outline_the_size_of_type_tells(pdf: Draw, below: Lines, at: Callable[..., Any]) -> None:
    page = [
        at("Chapter One", y=740, size=24),
        at("A Section of It", y=715, size=15),
        *below(*BODY),
        at("Another Section", y=650, size=15),
        *below(*BODY, top=630),
    ]

    assert [one.place.heading for one in read(pdf(page)).passages] == [
        ("Chapter One", "A Section of It"),
        ("Chapter One", "Another Section"),
    ]


def test_long_text_in_large_type_is_no_heading(pdf: Draw, below: Lines) -> None:
    quotation = below(
        *["A quotation in large type that goes on over line after line"] * 4, size=14, leading=18
    )

    result = read(pdf([*quotation, *below(*BODY, *BODY, *BODY, top=500)]))

    assert {one.place.heading for one in result.passages} == {()}


def test_the_title_is_the_metadatas_unless_that_says_nothing(
    pdf: Draw, below: Lines, at: Callable[..., Any]
) -> None:
    page = [at("Building a", y=740, size=30), at("Crisis Team", y=708, size=30), *below(*BODY, top=600)]

    assert read(pdf(page, title="A Title")).title == "A Title"
    for nothing in ("untitled", "Microsoft Word - draft v2.docx", "report_final.indd", "1", ""):
        assert read(pdf(page, title=nothing)).title == "Building a Crisis Team"
    assert read(pdf(below(*BODY))).title is None
