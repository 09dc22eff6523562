"""Imports run one way, each outside library has its places, and ARCHITECTURE.md knows every module."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("indexer", "searchapp")
LONGEST = 300  # lines; one module, one noun

# What loads parsers; the table of formats loads none.
READING = {
    "indexer.readers.captions",
    "indexer.readers.docx",
    "indexer.readers.html",
    "indexer.readers.pdf",
    "indexer.readers.registry",
    "indexer.readers.sandbox",
}

# place (module or folder): what it must never import
FORBIDDEN = {
    "indexer": {"searchapp"},
    "indexer/errors.py": {"indexer", "searchapp"},
    "indexer/resource.py": {"indexer", "searchapp"},
    "indexer/runs/gate.py": {"indexer"},  # pure: counts in, sentences out
    "indexer/index_writer.py": {"indexer.builds", "indexer.codec", "indexer.library"},
    "indexer/runs": {
        "indexer.builds",
        "indexer.codec",
        "indexer.cli",
    },  # they know the engine by its Protocol
    "indexer/cli": {"indexer.builds", "indexer.codec"},
    "indexer/analysis": {"indexer.readers", "indexer.sources", "indexer.builds", "indexer.library"},
    "indexer/readers": {
        "indexer.sources",
        "indexer.library",
        "indexer.builds",
        "indexer.runs",
        "indexer.cli",
    },
    "indexer/readers/formats.py": {"indexer.readers"},  # the parent knows formats without loading a parser
    "indexer/sources": {"indexer.library", "indexer.builds", "indexer.runs", "indexer.cli"},
    "indexer/builds": {
        "indexer.library",
        "indexer.readers",
        "indexer.sources",
        "indexer.runs",
        "indexer.cli",
    },
    "indexer/codec": {
        "indexer.builds",
        "indexer.library",
        "indexer.readers",
        "indexer.sources",
        "indexer.runs",
        "indexer.cli",
    },
    "searchapp/engine": {
        "flask",
        "searchapp.web",
        "searchapp.app",
        "searchapp.server",
        "searchapp.cli",
        "indexer.library",
        "indexer.runs",
        "indexer.readers",
        "indexer.sources",
    },
    "searchapp/engine/arrays": {"searchapp.engine.live_engine", "searchapp.engine.open_engine"},
    "searchapp/evaluation": {
        "flask",
        "searchapp.engine.arrays",  # it knows the engine by what it is handed
        "searchapp.web",
        "searchapp.cli",
    },
    "searchapp/web": {
        "whoosh",
        "searchapp.engine.arrays",  # the web knows the engine by its Protocol
        "searchapp.app",
        "searchapp.server",
        "searchapp.cli",
        "indexer.builds",
        "indexer.library",
        "indexer.runs.pipeline",
        "indexer.runs.publishing",
        *READING,
        "indexer.schema",
        "indexer.sources",
    },
}

# library: the only places that may import it
ONLY_IN = {
    "whoosh": (
        "indexer/analysis",
        "indexer/schema.py",
        "indexer/builds",
        "indexer/codec",
        "indexer/runs/pipeline.py",
        "searchapp/engine",
    ),
    "bs4": ("indexer/readers", "indexer/sources"),
    "lxml": ("indexer/readers", "indexer/sources"),
    "pypdfium2": ("indexer/readers",),
    "markdown_it": ("indexer/readers",),
    "openpyxl": ("indexer/readers",),
    "yaml": ("indexer/readers/front_matter.py",),
    "subprocess": ("indexer/codec/ingest/spill.py", "indexer/readers/sandbox/process.py"),
    "requests": ("indexer/sources/website",),
    "urllib3": ("indexer/sources/website",),
    "protego": ("indexer/sources/website",),
    "prometheus_client": ("searchapp/web/metrics.py",),
    "sqlite3": (
        "indexer/library/database.py",
        "indexer/library/documents.py",
        "indexer/library/former_ids.py",
        "indexer/library/harvested.py",
        "indexer/library/scan.py",
        "indexer/library/boilerplate_counts.py",
        "indexer/sources/website/state.py",
    ),
    "tomllib": ("indexer/config/loading.py",),
    "rich": ("indexer/cli/progress.py",),
    "jinja2": ("indexer/runs/report_page.py",),
    "flask": ("searchapp/app.py", "searchapp/web"),
    "werkzeug": ("searchapp/app.py", "searchapp/web"),
    "granian": ("searchapp/server.py",),
    "orjson": ("indexer/json_bytes.py",),
    "babel": ("searchapp/web/translations",),
    "click": ("indexer/cli", "searchapp/cli"),
}

# "module:function", as resolve_name takes it.
LATER = re.compile(rf"({'|'.join(PACKAGES)})(\.\w+)+:\w+")


def modules(place: str = "") -> list[Path]:
    """Every module of ours in *place*, a module or a folder."""
    if place.endswith(".py"):
        return [ROOT / place]
    folders = [ROOT / place] if place else [ROOT / package for package in PACKAGES]
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Everything that *path* imports, anywhere in it: "indexer", and "indexer.builds" of `from indexer import builds`.

    A module of ours that a string names, as in LazyCommand("indexer.cli.index:index", …), is imported later.
    """
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Constant) and LATER.fullmatch(str(node.value)):
            yield str(node.value).partition(":")[0]


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def places() -> list[str]:
    return sorted({*FORBIDDEN, *(place for allowed in ONLY_IN.values() for place in allowed)})


@pytest.mark.parametrize("place", places())
def test_every_place_that_the_arrows_name_exists(place: str) -> None:
    assert (ROOT / place).exists()


@pytest.mark.parametrize("place", FORBIDDEN)
def test_imports_follow_the_arrows(place: str) -> None:
    wrong = {
        f"{path.relative_to(ROOT)} imports {module}"
        for path in modules(place)
        for module in imported(path)
        for package in FORBIDDEN[place]
        if is_within(module, package)
    }

    assert not wrong


@pytest.mark.parametrize("library", ONLY_IN)
def test_each_outside_library_stays_in_its_places(library: str) -> None:
    allowed = [ROOT / place for place in ONLY_IN[library]]

    wrong = {
        str(path.relative_to(ROOT))
        for path in modules()
        if any(is_within(module, library) for module in imported(path))
        and not any(path == place or place in path.parents for place in allowed)
    }

    assert not wrong


def test_an_import_inside_a_function_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("def late():\n    from flask import g\n    import whoosh.index\n", encoding="utf-8")

    assert set(imported(module)) == {"flask", "flask.g", "whoosh.index"}


def test_an_import_by_name_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('serve = LazyCommand("searchapp.cli.serve:serve", "Run it: now.")\n', encoding="utf-8")

    assert set(imported(module)) == {"searchapp.cli.serve"}


def test_no_file_is_long() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for place in (*PACKAGES, "tests", "benchmarks", "corpus/_sources")
        for path in modules(place)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_unit_tests_have_the_folders_of_the_code() -> None:
    unit = ROOT / "tests/unit"
    folders = {path.parent.relative_to(unit) for path in unit.rglob("test_*.py")} - {Path(), Path("docs")}

    # A module with many tests has a folder of its own name.
    assert [
        str(folder)
        for folder in sorted(folders)
        if not any(
            (ROOT / package / folder).is_dir() or (ROOT / package / folder).with_suffix(".py").is_file()
            for package in PACKAGES
        )
    ] == []


def sections() -> dict[str, str]:
    """What ARCHITECTURE.md says below each of its headings."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def named_in_architecture(package: str) -> set[str]:
    """The modules that stand below the headings of *package*; a heading of its own goes before its parent's."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    part = page.partition(f"\n# {package.partition('/')[0]}:")[2].partition("\n# ")[0]
    begun = re.split(r"^## (?:(indexer|searchapp)(/[a-z_/]+)?)?(.*)$", part, flags=re.MULTILINE)
    found: set[str] = set()
    for root, below, text in zip(begun[1::4], begun[2::4], begun[4::4], strict=True):
        folder = (root or package.partition("/")[0]) + (below or "")
        if folder == package:
            found |= set(re.findall(r"`([a-z_0-9]+\.py)`", text))
    return found


@pytest.mark.parametrize(
    "package", sorted({str(path.parent.relative_to(ROOT)) for path in modules()}), ids=lambda name: name
)
def test_the_architecture_page_names_the_modules_that_there_are(package: str) -> None:
    there = {path.name for path in (ROOT / package).glob("*.py")} - {"__init__.py"}

    assert named_in_architecture(package) == there


def test_the_architecture_page_names_the_places_of_whoosh() -> None:
    row = re.search(r"^\| whoosh \|(.*)\|$", sections()["Arrows of import"], re.MULTILINE)

    assert row is not None
    assert {place.rstrip("/") for place in re.findall(r"`([^`]+)`", row[1])} == set(ONLY_IN["whoosh"])


def test_the_architecture_page_has_a_heading_for_every_folder_and_for_no_other() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^## ((?:indexer|searchapp)(?:/[a-z_]+)*):", page, re.MULTILINE))
    there = {str(path.parent.relative_to(ROOT)) for path in modules()}

    # The top of the indexer has headings for its subjects instead.
    assert named | {"indexer"} == there


def test_every_path_that_the_architecture_page_names_is_there() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:indexer|searchapp|tests|benchmarks|docs|corpus)/[\w/.-]*)`", page)

    assert [path for path in paths if not (ROOT / path).exists()] == []
