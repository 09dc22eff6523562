"""Programs write something where nobody gave a title, and the largest heading of a file may be "Contents".

Reported: results called "Contents", "(anonymous)" and "Layout 1".
"""

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from indexer.readers.docx.reader import read_docx
from indexer.readers.html.reader import read_html
from indexer.readers.markdown import read_markdown
from indexer.readers.pdf.reader import read_pdf
from indexer.readers.titles import plausible_title
from tests.regressions.drawing import FONT, drawn, prose
from tests.regressions.folder_of_files import Folder

OF_PROGRAMS = (
    "(anonymous)|anonymous|(unspecified)|Unknown|untitled|Untitled-1|Untitled Document|Title|Document|Document1|Dokument2|"
    "Layout 1|QuarkXPress - guide|Microsoft Word - guide|Microsoft Word - guide.docx|Microsoft PowerPoint - x|"
    "PowerPoint Presentation|PowerPoint-Präsentation|Présentation PowerPoint|Apresentação do PowerPoint|Slide 1|Folie 12|Page 1|"
    "Sheet1|Book1|Drawing1|Print|Print Job 3|Blank Page|Cover|Front Cover|Adobe Photoshop PDF|Adobe Illustrator CS5|"
    "Acrobat Document|guide.indd|guide.qxd|guide.pdf (1)|fmfmanps.dvi|guide_final_v3|C:\\guides\\new|https://example.org/guide|"
    "file:///C:/guide|[Type the document title]|Click to edit Master title style|Full page photo|Scan0001|IMG 0012|null|none|"
    "[Untitled]|<untitled>|Layout Space 1|Kein Titel|DSC01234|index|Sin título|Ohne Titel|20190304|a3f0c2d1-44aa-bbcc-0123-9f8e7d6c5b4a"
).split("|")
CONTENTS = (
    "Contents|Table of Content|CONTENTS|C O N T E N T S|Contents:|Contents (continued)|Contents iii|Table of Contents|Índice|Indice|Contenido|"
    "Tabla de contenidos|Sumário|Inhalt|Inhaltsverzeichnis|Table des matières|Sommaire|Inhoudsopgave|Spis treści|Содержание|"
    "Оглавление|目次|目录|차례|المحتويات"
).split("|")
OF_PEOPLE = (
    "Word of Mouth: Policing Together|Excel in Community Policing|Title IX and the Police|Title 42 Handbook|"
    "Cover Letters for Officers|Contents of a Use of Force Policy|Printing Privileges|The Unknown Officer|Blank Check|"
    "Book of Rules|The Untitled Act|Index of Arrests|Default Judgments|Page One|Layout of a Station|9-1-1 Handbook|Form 990 for Nonprofits|"
    "Using PowerPoint in Training|Keynote Speech 2019|Index of Crime|Report 2019|Presentation Skills|and/or: a study"
).split("|")


@pytest.mark.parametrize("title", [*OF_PROGRAMS, *CONTENTS])
def test_a_placeholder_is_no_title(title: str) -> None:
    assert plausible_title(title) is None


@pytest.mark.parametrize("title", OF_PEOPLE)
def test_what_a_person_wrote_is_a_title(title: str) -> None:
    assert plausible_title(title) == title


def page(*large: str) -> Callable[[Canvas], None]:
    """A page of text with lines in large type above it, apart from each other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 24)
        for row, text in enumerate(large):
            canvas.drawString(72, 740 - 60 * row, text)
        prose(canvas, 500)

    return draw


@pytest.mark.parametrize("title", ["(anonymous)", "Layout 1", "Contents", ""])
def test_the_printed_title_stands_in_for_a_placeholder(title: str) -> None:
    data = drawn(page("Patrols on Foot", "Contents"), title=title)

    assert read_pdf(data, "guide.pdf").title == "Patrols on Foot"


def test_a_printed_heading_of_contents_is_no_title() -> None:
    for contents in ("Contents", "TABLE OF CONTENTS", "Inhalt"):
        # What stands behind the contents is a chapter.
        data = drawn(page(contents, "Part one"), page("Introduction"), title="Contents")

        assert read_pdf(data, "guide.pdf").title is None


def test_headings_of_contents_are_no_titles_of_other_files() -> None:
    made = docx.Document()
    made.add_heading("Contents", 1)
    made.add_heading("Patrols on Foot", 1)
    out = io.BytesIO()
    made.save(out)

    assert read_docx(out.getvalue(), "a.docx").title == "Patrols on Foot"
    assert read_markdown(b"# Table of Contents\n\n# Patrols\n", "a.md").title == "Patrols"
    assert (
        read_html(b"<title>Untitled Document</title><main><h1>Contents</h1><p>a</p></main>", "a.html").title
        is None
    )
    named = (
        b"<title>Contents | Agency</title><meta property=og:site_name content=Agency><main><p>a</p></main>"
    )
    assert read_html(named, "a.html").title is None
    assert (
        read_html(b"<title>Patrols</title><main><h1>Contents</h1><p>a</p></main>", "a.html").title
        == "Patrols"
    )


def test_a_file_without_a_title_keeps_its_name(tmp_path: Path) -> None:
    files = {
        "foot patrols.pdf": drawn(partial(prose, y=700), title="(anonymous)"),
        "contents.pdf": drawn(page("Contents"), title="Layout 1"),
        "guide.pdf": drawn(page("Patrols on Foot"), title="Contents"),
    }

    assert sorted(Folder(tmp_path, files).titles().values()) == [
        "Patrols on Foot",
        "contents",
        "foot patrols",
    ]
