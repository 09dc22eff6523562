"""docs/index-format.md tells the layout as the code has it."""

import re
from pathlib import Path

from indexer.codec.segment.directory import HEADER_SIZE, MAGIC
from indexer.codec.segment.layout import BLOCK, STANDARD_LAYOUT, Section

PAGE = (Path(__file__).parents[3] / "docs" / "index-format.md").read_text(encoding="utf-8")


def entries(section: Section) -> str:
    """How many entries a section has, in the words of the page."""
    if section.like is not None:
        return f"as `{section.like}`"
    if section.per is None:
        return "any"
    times = f"{section.times} × {section.per}" if section.times > 1 else section.per
    blocks = f"{times} / {section.block}" if section.block > 1 else times
    return blocks + (" + 1" if section.ends else "")


def test_the_table_has_every_section_with_its_length_and_its_numbers():
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (\w+) \| .+ \|$", PAGE, re.MULTILINE)

    assert rows == [
        (name, entries(section), section.holds) for name, section in STANDARD_LAYOUT.sections.items()
    ]


def test_the_page_names_what_is_counted_and_how_a_file_begins():
    assert [name for name in STANDARD_LAYOUT.counts if f"`{name}`" not in PAGE] == []
    assert f'magic "{MAGIC.decode()}"' in PAGE
    assert f"header, {HEADER_SIZE} bytes" in PAGE
    assert f"every {BLOCK}th key" in PAGE
