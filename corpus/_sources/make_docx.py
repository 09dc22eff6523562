"""Render the sample handbooks in this folder to Word files.

Each text file beside this script that begins with ``@title`` becomes ``../handbooks/<name>.docx``: ``@notice`` is the
paragraph below the title, ``#`` a chapter, ``##`` a section, ``- `` a list item, ``| a | b |`` a table row, and
every other line a paragraph.

The same sources and the same version of python-docx give the same files, byte for byte.
"""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document

HERE = Path(__file__).resolve().parent
HANDBOOKS = HERE.parent / "handbooks"
AUTHOR = "Fieldguide sample library"
FIXED_TIME = datetime(2026, 1, 1, 12, tzinfo=UTC)

HEADING = re.compile(r"(#+) (.+)")


def main() -> None:
    """Render every handbook."""
    for source in sorted(HERE.glob("*.txt")):
        lines = source.read_text(encoding="utf-8").splitlines()
        if lines and lines[0].startswith("@title "):
            target = HANDBOOKS / f"{source.stem}.docx"
            target.write_bytes(rendered(lines))
            print(target.relative_to(HERE.parent))


def rendered(lines: list[str]) -> bytes:
    """Return the Word file of *lines*."""
    made = docx.Document()
    properties = made.core_properties
    properties.author, properties.created, properties.modified = AUTHOR, FIXED_TIME, FIXED_TIME
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            add_table(made, rows)
            rows = []
        add_line(made, line)
    out = BytesIO()
    made.save(out)
    return dated(out)


def add_line(made: Document, line: str) -> None:
    """Add one line of a source that is no row of a table."""
    heading = HEADING.fullmatch(line)
    if line.startswith("@title "):
        title = line.removeprefix("@title ")
        made.core_properties.title = title
        made.add_heading(title, 0)
    elif line.startswith("@notice "):
        made.add_paragraph(line.removeprefix("@notice "), style="Intense Quote")
    elif heading:
        made.add_heading(heading[2], len(heading[1]))
    elif line.startswith("- "):
        made.add_paragraph(line[2:], style="List Bullet")
    elif line:
        made.add_paragraph(line)


def add_table(made: Document, rows: list[list[str]]) -> None:
    """Add a table; its first row is its heading."""
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text


def dated(file: BytesIO) -> bytes:
    """Return *file* with the fixed time on every entry, where python-docx puts the clock's."""
    out = BytesIO()
    with ZipFile(file) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, FIXED_TIME.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


if __name__ == "__main__":
    main()
