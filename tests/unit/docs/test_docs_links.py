"""Links lead somewhere, and nothing names a machine."""

import re
from pathlib import Path

import pytest

from tests.unit.docs.pages import A_PAGE, DOCS, ROOT, headings, page, without_code

NOT_OURS = {".venv", ".git", "var", "build", "dist", "node_modules"}


def ours(*patterns: str) -> list[Path]:
    found = {path for pattern in patterns for path in ROOT.rglob(pattern)}
    return sorted(path for path in found if not NOT_OURS & set(path.relative_to(ROOT).parts))


def anchor_of(heading: str) -> str:
    """The anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).replace(" ", "-")


def links(path: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", without_code(path.read_text(encoding="utf-8")))
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", target)]


def anchors_of(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return {anchor_of(title) for title in headings(text)}
    return set(re.findall(r'\bid="([^"]+)"', text))


def leads_somewhere(path: Path, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = path.parent / file if file else path
    return target.exists() and (not anchor or anchor in anchors_of(target))


PROSE = [
    path for path in ours("*.md") if ROOT / "tests" not in path.parents
]  # there lie pages made to be wrong


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    assert [link for link in links(path) if not leads_somewhere(path, link)] == []


MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users|tmp)/\w")


@pytest.mark.parametrize(
    "path",
    ours("*.md", "*.py", "*.toml", "*.html", "*.css", "*.jsonl", "Makefile", "run"),
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_file_names_a_path_of_somebodys_machine(path: Path) -> None:
    assert MACHINE_PATH.findall(path.read_text(encoding="utf-8", errors="replace")) == []


def test_the_readme_fits_a_screen_and_names_the_two_commands() -> None:
    text = page("README.md")

    assert len(text.splitlines()) <= A_PAGE
    assert "make serve" in text
    assert "make test" in text


def test_every_page_of_the_docs_can_be_reached_from_the_readme() -> None:
    linked = {(ROOT / link.partition("#")[0]).resolve() for link in links(ROOT / "README.md")}

    assert {path for path in DOCS.glob("*.md") if path.resolve() not in linked} == set()
