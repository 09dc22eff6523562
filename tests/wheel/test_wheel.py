"""The wheel holds all that Fieldguide needs, and works where there is no checkout."""

import json
import os
import re
import signal
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

from tests.processes import PATIENCE, running
from tests.progress_lines import next_line
from tests.wheel.conftest import ROOT, Command
from tests.wheel.locked import runtime

LOCK = """\
# made
click==8.1 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via fieldguide (pyproject.toml)
markupsafe==3.0 \\
    --hash=sha256:ac
    # via
    #   jinja2
    #   mako
jinja2==3.1 ; sys_platform != 'win32' \\
    --hash=sha256:ad
    # via
    #   fieldguide (pyproject.toml)
    #   flask
mypy==1.18 \\
    --hash=sha256:bb
    # via fieldguide (pyproject.toml:dev)
numpy==2.4 ; python_full_version < '3.12' \\
    --hash=sha256:ae
    # via fieldguide (pyproject.toml)
numpy==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:af
    # via fieldguide (pyproject.toml)
"""


def files_of(folder: Path) -> set[str]:
    """Every file below *folder*, by its path from there, but what Python leaves behind."""
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if "__pycache__" not in name}


def test_the_wheel_holds_every_file_of_the_packages_and_of_the_sample_library(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    packages = {
        f"{package}/{name}" for package in ("indexer", "searchapp") for name in files_of(ROOT / package)
    }
    sample = {name for name in files_of(ROOT / "corpus") if not name.startswith("_")}
    assert held == packages | {f"searchapp/sample/{name}" for name in sample}


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        said = archive.read(name).decode()

    assert "\nRequires-Python: >=3.11\n" in said
    assert "\nClassifier: Typing :: Typed\n" in said
    assert "\n# Fieldguide\n" in said  # the README
    # None is stated, and none is invented.
    assert not re.search(r"^(?:License|Author|Maintainer|Home-page|Project-URL)", said, re.MULTILINE)


def test_the_lock_is_divided_by_what_running_needs() -> None:
    kept = runtime(LOCK)

    assert re.findall(r"^(\w+)==", kept, re.MULTILINE) == ["click", "markupsafe", "jinja2", "numpy", "numpy"]
    assert "--hash=sha256:ab" in kept
    assert "--hash=sha256:bb" not in kept


def test_a_new_library_is_made_indexed_and_asked(fieldguide: Command, tmp_path: Path) -> None:
    made = fieldguide("init", "library")
    library = tmp_path / "library"
    (library / "documents/horses.html").write_text(
        "<title>Mounted patrol</title><main><h1>Mounted patrol</h1><p>Horses need shoes.</p></main>",
        encoding="utf-8",
    )
    indexed = fieldguide("index", "--html", "report.html", cwd=library)
    found = fieldguide("search", "--json", "horse", cwd=library)

    assert (made.returncode, made.stderr) == (0, "")
    assert indexed.returncode == 0, indexed.stderr
    assert "<h1>Published</h1>" in (library / "report.html").read_text(encoding="utf-8")
    assert [hit["title"] for hit in json.loads(found.stdout)["results"]] == ["Mounted patrol"]

    again = fieldguide("init", "library")

    assert again.returncode == 2
    assert again.stderr.startswith("library/config.toml: it already exists")


def test_the_demo_serves_the_sample_library_and_leaves_nothing(
    environment: Path, away: dict[str, str], tmp_path: Path
) -> None:
    command = [str(environment / "fieldguide"), "demo"]
    with running(command, cwd=tmp_path, env=away) as process:
        line = next_line(process.stderr)
        base = re.match(r"Fieldguide is at (http://127\.0\.0\.1:\d+)/", line)
        assert base is not None, line
        with urlopen(f"{base[1]}/search?q=mobile+crisis+team", timeout=PATIENCE) as answer:
            page = answer.read().decode()
        assert "<mark>" in page
        shown = re.findall(r'(?:href|src)="(/static/[^"]+|/files/[^"#]+|/topics/[^"]+)"', page)
        assert {path.split("/")[1] for path in shown} >= {"static", "files"}
        for path in dict.fromkeys(shown):
            with urlopen(base[1] + path.replace("&amp;", "&"), timeout=PATIENCE) as answer:
                assert answer.read()
        os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C: the terminal tells the workers too
        process.communicate()

    assert process.returncode == 0
    assert list(Path(away["TMPDIR"]).iterdir()) == []
