"""A command imports what it needs itself, and not what other commands need."""

import sys
from collections.abc import Iterable
from importlib.metadata import version

import pytest

from indexer.cli.group import LazyCommand
from searchapp.cli import group
from tests.processes import completed
from tests.unit.a_site import Site, numbered

# The libraries of pyproject.toml by the names they are imported by, and what takes long to import in Python itself.
HEAVY = {
    *("Stemmer", "bs4", "flask", "granian", "jinja2", "lxml", "mammoth", "markdown_it", "numpy", "protego"),
    *("pydantic", "pypdfium2", "requests", "rich", "sqlite3", "urllib3", "werkzeug", "whoosh"),
}
SETTINGS = {"pydantic"}
INDEX = {"Stemmer", "numpy", "whoosh"}
RUN = {"jinja2", "rich", "sqlite3"}  # the report as a page, the progress bar, the library

# What the `fieldguide` command runs, and then what it has imported.
THEN_LIST = """
import sys
from searchapp.cli import main
code = main()
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def heavy_modules(*words: str) -> Iterable[str]:
    """Return the heavy libraries that one command imports."""
    ran = completed([sys.executable, "-c", THEN_LIST, *words])
    assert ran.returncode == 0, ran.stderr
    return HEAVY & set(ran.stderr.split())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("site"))
    made.records(*numbered(3))
    assert made.run("index").code == 0
    return made


def test_the_version_is_that_of_the_package() -> None:
    ran = completed([sys.executable, "-c", THEN_LIST, "--version"])

    assert (ran.returncode, ran.stdout) == (0, f"fieldguide {version('fieldguide')}\n")
    assert HEAVY & set(ran.stderr.split()) == set()


def test_help_imports_no_heavy_library() -> None:
    assert heavy_modules("--help") == set()


def test_init_imports_only_the_settings(site: Site) -> None:
    assert heavy_modules("init", str(site.root / "new")) == SETTINGS


def test_search_imports_only_the_settings_and_the_index(site: Site) -> None:
    assert heavy_modules("--config", str(site.config), "search", "words") == SETTINGS | INDEX


def test_index_with_nothing_to_do_imports_no_parser_and_no_server(site: Site) -> None:
    assert heavy_modules("--config", str(site.config), "index") == SETTINGS | INDEX | RUN


@pytest.mark.parametrize("name", group.commands)
@pytest.mark.parametrize("width", [20, 45, 80, 200])
def test_the_list_of_commands_says_what_each_says_itself(name: str, width: int) -> None:
    lazy = group.commands[name]

    assert isinstance(lazy, LazyCommand)
    itself = lazy.load()
    assert itself.name == lazy.name
    assert lazy.get_short_help_str(width) == itself.get_short_help_str(width)
    assert not itself.hidden
