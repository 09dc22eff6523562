"""Every decision has a page, a number and a date."""

import re
from pathlib import Path

import pytest

from tests.unit.docs.pages import A_PAGE, DOCS, ROOT, headings

DECISIONS = sorted((DOCS / "adr").glob("*.md"))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.name)
def test_every_decision_has_a_number_a_date_and_a_status_and_fits_a_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    number = re.fullmatch(r"(\d{4})-[a-z0-9.-]+\.md", path.name)
    assert number is not None
    assert text.startswith(f"# {int(number[1])}. ")
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert re.search(r"^Status: (?:accepted|rejected|superseded by \d{4})", text, re.MULTILINE)
    assert headings(text)[1:] == ["Context", "Decision", "Consequences", "Rejected"]
    assert len(text.splitlines()) <= A_PAGE


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def decisions_named() -> set[str]:
    sources = [path for folder in ("indexer", "searchapp") for path in (ROOT / folder).rglob("*.py")]
    return {
        number
        for path in (*sources, ROOT / "pyproject.toml")
        for number in re.findall(r"docs/adr/(\d{4})", path.read_text(encoding="utf-8"))
    }


def test_every_decision_that_the_code_names_is_there() -> None:
    assert decisions_named() <= {path.name[:4] for path in DECISIONS}
