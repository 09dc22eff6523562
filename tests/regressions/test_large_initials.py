"""A chapter may begin with a letter two or three lines high.

Reported: that letter became the title of the document, and was parted from its word: "O fficers begin".
"""

from functools import partial
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.pdf.reader import read_pdf
from tests.regressions.drawing import FONT, drawn, initial, prose
from tests.regressions.folder_of_files import Folder

REST = [
    "begin the chapter here with words and more of them, and",
    "go on beside the large letter with more of the text",
    "and then below it, at the margin, for a line or two",
    "and end.",
]


def page(
    letters: str, rest: str, *, lines: int = 2, title: str = "", first: bool = True, space: float = 0.0
) -> bytes:
    def draw(canvas: Canvas) -> None:
        if title:
            canvas.setFont(FONT, 24)
            canvas.drawString(72, 740, title)
        initial(canvas, letters, [f"{rest} {REST[0]}", *REST[1:]], lines=lines, first=first, space=space)
        prose(canvas, 600)

    return drawn(draw)


def begins(data: bytes) -> str:
    return read_pdf(data, "guide.pdf").passages[0].text


@pytest.mark.parametrize(
    ("lines", "first"), [(2, True), (3, True), (4, True), (2, False), (3, False)], ids=str
)
def test_an_initial_is_part_of_its_word(lines: int, *, first: bool) -> None:
    data = page("O", "fficers", lines=lines, first=first)

    assert begins(data).startswith(f"Officers {' '.join(REST)}")
    assert read_pdf(data, "guide.pdf").title is None


@pytest.mark.parametrize(
    ("letters", "rest", "whole"),
    [
        ("O", "FFICERS", "OFFICERS"),
        ("“O", "fficers", "“Officers"),
        ("Th", "ere", "There"),
        ("I", "’m", "I’m"),
        ("A", "fter", "After"),
        ("A", "gencies", "Agencies"),
        ("I", "n", "In"),
        ("A", "team", "A team"),
        ("A", "community", "A community"),
        ("I", "have", "I have"),
        ("É", "cole", "École"),
    ],
)
def test_an_initial_that_is_a_word_is_one(letters: str, rest: str, whole: str) -> None:
    assert begins(page(letters, rest, lines=3)).startswith(f"{whole} begin")


def test_a_space_behind_an_initial_sets_the_first_line_in() -> None:
    assert begins(page("A", "fterword", space=2.75)).startswith("A fterword begin")


def test_the_title_is_printed_and_not_an_initial_larger_than_it() -> None:
    result = read_pdf(page("O", "fficers", lines=4, title="A Guide for Patrols"), "guide.pdf")

    assert result.title == "A Guide for Patrols"
    assert {one.place.heading for one in result.passages} == {("A Guide for Patrols",)}


@pytest.mark.parametrize("ornament", ["7", "B", "42", "§"])
def test_a_large_sign_that_begins_no_word_is_no_title(ornament: str) -> None:
    assert read_pdf(page(ornament, "Building"), "guide.pdf").title is None


def test_a_large_letter_on_the_line_of_its_word_is_part_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 30)
        canvas.drawString(72, 700, "O")
        beside = 72 + canvas.stringWidth("O", FONT, 30)
        canvas.setFont(FONT, 11)
        canvas.drawString(beside, 700, "fficers begin here.")
        prose(canvas, 680)

    assert begins(drawn(draw)).startswith("Officers begin here.")


def test_the_word_is_found_and_the_file_keeps_its_name(tmp_path: Path) -> None:
    draw = partial(page, lines=3)
    folder = Folder(tmp_path, {"patrols.pdf": draw("O", "fficerword"), "teams.pdf": draw("A", "teamword")})

    assert folder.found("officerword") == ["patrols-pdf"]
    assert folder.found("teamword") == ["teams-pdf"]
    assert folder.titles() == {"patrols-pdf": "patrols", "teams-pdf": "teams"}
