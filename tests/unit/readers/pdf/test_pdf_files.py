"""Whole PDF files: scans, locked and broken ones, and the sample guides."""

from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers.pdf.reader import read_pdf
from tests.unit.readers.pdf.pdf_pages import BODY, Draw, Lines, filled, read


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


@pytest.mark.parametrize(
    ("lang", "language"),
    [("es-MX", "es-MX"), ("en-US", "en-US"), (" de ", "de"), (None, None), ("", None), ("x" * 500, None)],
)
def test_a_file_declares_its_language(
    lang: str | None, language: str | None, pdf: Draw, below: Lines
) -> None:
    assert read(pdf(below(*BODY), lang=lang)).language == language


@pytest.mark.parametrize(
    "value", [b"/es", b"7", b"[(es)]", b"<FEFF00650073>", b"(\\377\\376e\\000s\\000)", b"<< /Lang (es) >>"]
)
def test_a_language_of_any_kind_is_a_tag_or_none(value: bytes, pdf: Draw, below: Lines) -> None:
    data = pdf(below(*BODY), lang="es-MX")
    assert data.count(b"/Lang (es-MX)") == 1

    assert read(data.replace(b"/Lang (es-MX)", b"/Lang " + value)).language in {"es", None}


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
        "guide.pdf: it is not a complete PDF; open it, export it as PDF again and replace the file"
    )


GUIDES = sorted((Path(__file__).parents[4] / "corpus" / "guides").glob("*.pdf"))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_the_sample_guides_read_without_furniture(path: Path) -> None:
    result = read_pdf(path.read_bytes(), path.name)

    body = [one for one in result.passages if (one.place.page_label or "").isdigit()]
    assert len(body) > 20
    assert all(one.place.heading for one in body)
    assert not any("Sample guidebook" in one.text or ". . ." in one.text for one in result.passages)
    assert not any("\ufffe" in one.text or "\x02" in one.text for one in result.passages)
