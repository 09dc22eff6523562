"""A PDF form holds what people filled in beside the page, and not in its text.

Reported: form values are not read.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.pdf.reader import read_pdf
from tests.regressions.drawing import FONT, drawn
from tests.regressions.folder_of_files import Folder


def intake(canvas: Canvas) -> None:
    form = canvas.acroForm
    canvas.setFont(FONT, 11)
    canvas.drawString(72, 740, "An intake form of the crisis team, to be filled in by the officer on duty.")
    for label, x, value in (("Name:", 72, "Ada Alphaword"), ("City:", 320, "Betaville")):
        canvas.drawString(x, 700, label)
        form.textfield(name=label, value=value, x=x + 35, y=695, width=150, height=18, fontSize=20)
    canvas.drawString(72, 670, "What happened:")
    form.textfield(
        name="what",
        value="Gammaword at the door.\nDeltaword left.",
        x=72,
        y=600,
        width=400,
        height=60,
        fieldFlags="multiline",
    )
    for y, label, ticked in ((575, "Mental health", True), (555, "Traffic stop", False)):
        form.checkbox(name=label, checked=ticked, x=72, y=y - 2, size=12)
        canvas.drawString(90, y, label)
    for x, value, ticked in ((72, "Epsilonword", True), (200, "Zetaword", False)):
        form.radio(name="when", value=value, selected=ticked, x=x, y=533, size=12)
    canvas.drawString(72, 510, "District")
    form.choice(
        name="district", value="Etaword", options=["Etaword", "Thetaword"], x=130, y=505, width=100, height=18
    )
    canvas.drawString(72, 480, "Unit")
    form.listbox(
        name="unit", value="Kappaword", options=["Iotaword", "Kappaword"], x=130, y=450, width=100, height=40
    )
    canvas.drawString(72, 420, "Signed ____________________")
    form.textfield(name="signed", value="Lambdaword", x=115, y=415, width=100, height=18)
    canvas.drawString(72, 380, "Secret:")
    form.textfield(
        name="secret", value="passwordword", x=130, y=375, width=100, height=18, fieldFlags="password"
    )
    form.textfield(
        name="gone", value="hiddenword", x=330, y=375, width=100, height=18, annotationFlags="hidden"
    )


def by_hand(page: str, *others: str, catalog: str = "") -> bytes:
    """A page "Label one" and "Label two" with *others*, objects from 6 on, as its annotations and fields."""
    content = "BT /F1 11 Tf 72 700 Td (Label one) Tj 0 -60 Td (Label two) Tj ET"
    fonts = "<< /Font << /F1 5 0 R >> >>"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Annots [{page}] /Resources {fonts} >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *others,
    ]
    body = "%PDF-1.7\n" + "".join(
        f"{number} 0 obj\n{one}\nendobj\n" for number, one in enumerate(objects, start=1)
    )
    return f"{body}trailer << /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF\n".encode("latin-1")


def text(data: bytes) -> str:
    return "\n".join(one.text for one in read_pdf(data, "form.pdf").passages)


def test_values_stand_behind_their_labels() -> None:
    lines = text(drawn(intake)).splitlines()

    assert lines[1] == "Name: Ada Alphaword | City: Betaville"
    assert "What happened: Gammaword at the door. Deltaword left." in " ".join(lines)
    assert "☑ Mental health" in " ".join(lines)
    assert "☑ Traffic stop" not in " ".join(lines)
    assert "☑ Epsilonword" in " ".join(lines)
    assert "District Etaword" in " ".join(lines)
    assert "Unit Kappaword" in " ".join(lines)
    assert "Signed ____________________ Lambdaword" in " ".join(lines)


def test_what_nobody_chose_or_may_see_is_left_out() -> None:
    read = text(drawn(intake))

    for word in ("Zetaword", "Thetaword", "Iotaword", "passwordword", "hiddenword"):
        assert word not in read


def test_a_large_value_is_no_heading_and_no_title() -> None:
    result = read_pdf(drawn(intake), "form.pdf")

    assert result.title is None
    assert {one.place.heading for one in result.passages} == {()}


WIDGET = "<< /Type /Annot /Subtype /Widget /Rect [{box}] {more} >>"
FORM = "/AcroForm << /Fields [{fields}] /NeedAppearances true >>"
MADE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a value of the field whose parts lie on the page": (
        lambda: by_hand(
            "7 0 R 8 0 R",
            "<< /FT /Tx /T (a) /V <FEFF00C90063006F006C0065> /Kids [7 0 R 8 0 R] >>",
            WIDGET.format(box="130 695 300 713", more="/Parent 6 0 R"),
            WIDGET.format(box="130 635 300 653", more="/Parent 6 0 R"),
            catalog=FORM.format(fields="6 0 R"),
        ),
        "Label one École Label two École",
    ),
    "choices by their labels": (
        lambda: by_hand(
            "6 0 R",
            WIDGET.format(
                box="72 600 300 630",
                more="/FT /Ch /T (b) /Ff 2097152 /Opt [(first) (second) [(x3) (third)]] /V [(first) (x3)]",
            ),
            catalog=FORM.format(fields="6 0 R"),
        ),
        "Label one\nLabel two first, third",
    ),
    "free text without a form": (
        lambda: by_hand(
            "6 0 R 7 0 R 8 0 R",
            "<< /Type /Annot /Subtype /FreeText /Contents (typed over it) /DA (/Helv 12 Tf) /Rect [72 500 300 520] >>",
            "<< /Type /Annot /Subtype /Text /Contents (a comment) /Rect [400 400 420 420] >>",
            "<< /Type /Annot /Subtype /FreeText /F 2 /Contents (hidden) /DA (/Helv 12 Tf) /Rect [72 450 300 470] >>",
        ),
        "Label one\nLabel two\ntyped over it",
    ),
    "a form without printed text around it": (
        lambda: by_hand(
            "6 0 R",
            WIDGET.format(box="130 100 300 120", more="/FT /Tx /T (c) /V (alone)"),
            catalog=FORM.format(fields="6 0 R"),
        ),
        "Label one\nLabel two\nalone",
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_values_are_read_however_the_file_holds_them(name: str) -> None:
    make, expected = MADE[name]

    assert text(make()).split() == expected.split()


def test_values_are_found(tmp_path: Path) -> None:
    folder = Folder(tmp_path, {"intake.pdf": drawn(intake)})

    for word in (
        "alphaword",
        "betaville",
        "gammaword",
        "deltaword",
        "epsilonword",
        "etaword",
        "kappaword",
        "lambdaword",
    ):
        assert folder.found(word) == ["intake-pdf"], word
    assert folder.found("passwordword") == folder.found("hiddenword") == []
    assert folder.titles() == {"intake-pdf": "intake"}
