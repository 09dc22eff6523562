"""Pages of the documentation in; their headings, sections and text out."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]

DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ (.+)$", without_code(text), re.MULTILINE)


def without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def section(text: str, heading: str) -> str:
    """What stands below *heading*, up to the next heading of its level or above."""
    begun = re.search(rf"^(#+) {re.escape(heading)}$", text, re.MULTILINE)
    assert begun is not None, f"there is no heading {heading!r}"
    rest = text[begun.end() :]
    end = re.search(rf"^#{{1,{len(begun[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


A_PAGE = 60  # lines
