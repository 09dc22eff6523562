from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import ReadError
from indexer.readers.outcome import ReadResult
from indexer.readers.pdf import read_pdf

Draw = Callable[..., bytes]
Lines = Callable[..., list[Any]]
BODY = [
    "An officer who arrives first should look before walking up to the",
    "door, and should tell the dispatcher what can be seen from there.",
]


def read(data: bytes) -> ReadResult:
    return read_pdf(data, "guide.pdf")


def texts(data: bytes) -> list[str]:
    return [passage.text for passage in read(data).passages]


def filled(number: int) -> list[str]:
    return [
        f"Page {number} begins with words that read nearly the same on each page,",
        "as the pages of a form do, and goes on with more of them, line after",
        "line in one size and at one distance, so that they are plainly text",
        "and no header or footer at all, although each of them repeats.",
    ]


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


def test_a_table_of_contents_is_left_out(pdf: Draw, below: Lines) -> None:
    contents = below(*[f"Section {n} {'. ' * 30} {n}" for n in range(1, 8)])

    assert texts(pdf(contents, below(*BODY))) == [" ".join(BODY)]


def test_the_title_is_the_metadatas_unless_that_says_nothing(
    pdf: Draw, below: Lines, at: Callable[..., Any]
) -> None:
    page = [at("Building a", y=740, size=30), at("Crisis Team", y=708, size=30), *below(*BODY, top=600)]

    assert read(pdf(page, title="A Title")).title == "A Title"
    for nothing in ("untitled", "Microsoft Word - draft v2.docx", "report_final.indd", "1", ""):
        assert read(pdf(page, title=nothing)).title == "Building a Crisis Team"
    assert read(pdf(below(*BODY))).title is None


def test_a_scan_has_pages_but_no_text(pdf: Draw) -> None:
    result = read(pdf([], [], scan=True))

    assert (result.pages, result.passages) == (2, ())


def test_a_page_without_text_is_skipped(pdf: Draw, below: Lines) -> None:
    result = read(pdf(below(*filled(1)), [], below(*filled(3))))

    assert (result.pages, [one.place.page for one in result.passages]) == (3, [1, 3])


def test_an_encrypted_file_is_an_error_with_a_mend(pdf: Draw, below: Lines) -> None:
    with pytest.raises(ReadError) as caught:
        read(pdf(below(*BODY), password="not told"))  # noqa: S106 - of a file made here

    assert str(caught.value) == "guide.pdf: it is protected by a password; save a copy without a password"


@pytest.mark.parametrize("damage", ["truncated", "header alone", "noise", "nothing"])
def test_a_broken_file_is_an_error_with_a_mend(damage: str, pdf: Draw, below: Lines) -> None:
    whole = pdf(below(*BODY))
    broken = {
        "truncated": whole[:300],
        "header alone": b"%PDF-1.4\n",
        "noise": b"\x00\xff" * 500,
        "nothing": b"",
    }

    with pytest.raises(ReadError) as caught:
        read(broken[damage])

    assert str(caught.value) == (
        "guide.pdf: it is not a whole PDF; open it, export it as PDF again and replace the file"
    )


def test_control_signs_and_ligatures_do_not_reach_the_text(pdf: Draw, below: Lines) -> None:
    text = texts(pdf(below(*BODY, *BODY)))[0]

    assert all(sign.isprintable() or sign == "\n" for sign in text)


GUIDES = sorted((Path(__file__).parents[3] / "corpus" / "guides").glob("*.pdf"))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_the_sample_guides_read_without_furniture(path: Path) -> None:
    result = read_pdf(path.read_bytes(), path.name)

    body = [one for one in result.passages if (one.place.page_label or "").isdigit()]
    assert len(body) > 20
    assert all(one.place.heading for one in body)
    assert not any("Sample guidebook" in one.text or ". . ." in one.text for one in result.passages)
    assert not any("\ufffe" in one.text or "\x02" in one.text for one in result.passages)
