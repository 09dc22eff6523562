"""Every dependency is there for something, and says what for."""

import ast
import re
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
DEPENDENCIES = tomllib.loads(TEXT)["project"]["dependencies"]
NOT_YET = "not imported yet"


def name_of(requirement: str) -> str:
    return re.split(r"[=<>~! ]", requirement, maxsplit=1)[0]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def imported() -> set[str]:
    """The distributions that our packages import from."""
    modules: set[str] = set()
    for package in ("indexer", "searchapp"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    modules |= {name.name.partition(".")[0] for name in node.names}
                elif isinstance(node, ast.ImportFrom):
                    modules.add((node.module or "").partition(".")[0])
    known = packages_distributions()
    return {normal(distribution) for module in modules for distribution in known.get(module, ())}


@pytest.mark.parametrize("requirement", DEPENDENCIES)
def test_a_dependency_is_imported_or_says_that_it_is_not_yet(requirement: str) -> None:
    line = next(line for line in TEXT.splitlines() if f'"{requirement}"' in line)
    reason = line.partition("#")[2].strip()

    assert reason
    assert (normal(name_of(requirement)) not in imported()) == (NOT_YET in reason)


def test_what_is_imported_is_a_dependency() -> None:
    ours = {"fieldguide"}

    # werkzeug is Flask's, markupsafe Jinja's, urllib3 that of requests, soupsieve that of beautifulsoup4, pydantic-core
    # that of pydantic: they come with them, and only in the versions that these want.
    theirs = {"werkzeug", "markupsafe", "urllib3", "soupsieve", "pydantic-core"}
    assert imported() - ours - {normal(name_of(each)) for each in DEPENDENCIES} <= theirs
