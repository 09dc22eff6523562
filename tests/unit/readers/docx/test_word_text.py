"""Word files that programs write in; their text and facts out."""

import gc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from indexer.readers.docx.reader import read_docx
from tests.unit.readers.docx.word_files import (
    RELATIONSHIPS,
    TYPES,
    WORD,
    by_hand,
    packed,
    paragraph,
    saved,
    trouble,
)


def found(data: bytes) -> list[tuple[tuple[str, ...], str]]:
    return [(passage.place.heading, passage.text) for passage in read_docx(data, "x.docx").passages]


def test_text_stands_under_its_headings(document: Document) -> None:
    document.add_heading("Foot patrol", 0)
    document.add_paragraph("For whom this is.")
    document.add_heading("Planning", 1)
    document.add_heading("Beats", 2)
    document.add_paragraph("Short beats.")
    document.add_heading("Review", 1)
    document.add_paragraph("Each quarter.")

    result = read_docx(saved(document), "x.docx")

    assert (result.format, result.title, result.pages) == ("docx", "Foot patrol", None)
    assert [(one.place.heading, one.text) for one in result.passages] == [
        (("Foot patrol",), "For whom this is."),
        (("Planning", "Beats"), "Short beats."),
        (("Review",), "Each quarter."),
    ]
    assert {(one.place.page, one.place.anchor, one.place.seconds) for one in result.passages} == {
        (None, None, None)
    }


def test_lists_and_tables_are_text(document: Document) -> None:
    for text, style in (("one", "List Bullet"), ("deeper", "List Bullet 2"), ("first", "List Number")):
        document.add_paragraph(text, style=style)
    table = document.add_table(2, 2)
    for row, texts in enumerate((("Step", "Who"), ("Call & log", "Dispatcher"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text

    assert found(saved(document)) == [((), "• one\n• deeper\n1. first\nStep | Who\nCall & log | Dispatcher")]


def test_headings_of_an_own_style_and_of_deep_levels_are_headings(document: Document) -> None:
    own = document.styles.add_style('Chapter "A\'s" Title', 1)
    own.base_style = document.styles["Heading 1"]
    document.add_paragraph("Custody", style=own)
    document.add_heading("Details", 9)
    document.add_paragraph("Text.")

    assert found(saved(document)) == [(("Custody", "Details"), "Text.")]


def test_a_heading_style_that_says_it_is_text_is_text() -> None:
    styles = (
        f'<w:styles {WORD}><w:style w:type="paragraph" w:styleId="Up"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Down"><w:basedOn w:val="Up"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'
        '</w:style><w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>'
    )
    body = paragraph("Head", "Up") + paragraph("Body", "Down") + paragraph("More", "Loop")

    assert found(by_hand(body, styles=styles)) == [(("Head",), "Body\nMore")]


def test_the_table_of_contents_is_left_out(document: Document) -> None:
    document.add_paragraph("Beats 3", style=document.styles.add_style("toc 1", 1))
    document.add_heading("Beats", 1)
    document.add_paragraph("Text.")

    assert found(saved(document)) == [(("Beats",), "Text.")]


def test_footnotes_stand_where_they_are_referred_to() -> None:
    notes = (
        f'<w:footnotes {WORD}><w:footnote w:id="2">{paragraph("See Graham v. Connor.")}</w:footnote>'
        f'<w:footnote w:id="3">{paragraph("And the manual.")}</w:footnote></w:footnotes>'
    )
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    first = f"<w:p><w:r><w:t>Force must be reasonable</w:t></w:r>{mark.format(2)}{mark.format(3)}</w:p>"
    table = f"<w:tbl><w:tr><w:tc>{first.replace('Force', 'Speed')}</w:tc></w:tr></w:tbl>".replace(
        mark.format(3), ""
    )
    body = first + paragraph("Later", "Heading1") + paragraph("Text.")

    assert found(by_hand(body, footnotes=notes)) == [
        ((), "Force must be reasonable [1] [2]\n[1] See Graham v. Connor.\n[2] And the manual."),
        (("Later",), "Text."),
    ]
    [(_, text)] = found(by_hand(table, footnotes=notes))
    assert text.split() == "Speed must be reasonable [1] [1] See Graham v. Connor.".split()


def test_tracked_changes_read_as_accepted_and_comments_are_left_out(document: Document) -> None:
    line = document.add_paragraph("Officers ")._p
    line.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="1"><w:r><w:t>shall</w:t></w:r></w:ins>'))
    line.append(parse_xml(f'<w:del {nsdecls("w")} w:id="2"><w:r><w:delText>may</w:delText></w:r></w:del>'))
    document.add_comment(document.paragraphs[0].runs[0], text="Really?", author="A", initials="A")

    assert found(saved(document)) == [((), "Officers shall")]


def test_pictures_and_bookmarks_leave_nothing(document: Document, tmp_path: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - reportlab brings it

    Image.new("L", (4, 4)).save(tmp_path / "a.png")
    document.add_picture(str(tmp_path / "a.png"))
    line = document.add_paragraph("Text.")._p
    line.insert(0, parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="0" w:name="_Toc1"/>'))

    passages = read_docx(saved(document), "x.docx").passages

    assert [(one.text, one.place.anchor) for one in passages] == [("Text.", None)]


def test_a_linked_picture_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    relation = f'<Relationship Id="rId9" TargetMode="External" Type="{RELATIONSHIPS}/image" Target="file://{tmp_path}/secret.png"/>'
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{RELATIONSHIPS}" r:link="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    data = packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"<w:document {WORD}><w:body>{drawing}{paragraph('Text.')}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relation}</Relationships>',
        }
    )

    assert found(data) == [((), "Text.")]


@pytest.mark.parametrize(
    ("title", "modified", "expected"),
    [
        ("Custody handbook", datetime(2021, 5, 4, tzinfo=UTC), ("Custody handbook", 2021)),
        ("Microsoft Word - x.doc", datetime(1980, 1, 1, tzinfo=UTC), ("First heading", None)),
        ("", datetime(1601, 1, 1, tzinfo=UTC), ("First heading", None)),
    ],
)
def test_properties_count_where_they_can_be_believed(
    document: Document, title: str, modified: datetime, expected: tuple[str, int | None]
) -> None:
    document.core_properties.title, document.core_properties.modified = title, modified
    document.add_heading("First heading", 1)
    document.add_heading("Second", 1)

    result = read_docx(saved(document), "x.docx")

    assert (result.title, result.year) == expected


def test_a_printed_title_goes_before_the_properties(document: Document) -> None:
    document.core_properties.title = "Template of the department"
    document.add_heading("Custody handbook", 0)

    assert read_docx(saved(document), "x.docx").title == "Custody handbook"


def test_the_properties_may_name_the_language(document: Document) -> None:
    document.add_paragraph("Una hoja.")
    assert read_docx(saved(document), "x.docx").language is None

    document.core_properties.language = "es-ES"

    assert read_docx(saved(document), "x.docx").language == "es-ES"


def test_a_document_without_text_is_no_error(document: Document) -> None:
    assert read_docx(saved(document), "x.docx").passages == ()


def test_the_collector_of_cycles_goes_on_after_a_file() -> None:
    found(by_hand(paragraph("Text.")))
    trouble(b"x")

    assert gc.isenabled()


def test_other_scripts_keep_their_signs(document: Document) -> None:
    document.add_paragraph("Señal “así” – 警察")

    assert found(saved(document)) == [((), "Señal “así” – 警察")]
