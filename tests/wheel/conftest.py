"""The wheel, built and installed in an environment of its own, away from the checkout.

These tests take a minute and need the network: `pytest -m wheel` runs them, and so does `.ci/run`.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import completed
from tests.wheel.locked import runtime

ROOT = Path(__file__).parents[2]
# What a wheel is made of. Whatever else lies in the checkout, an old build above all, must not matter.
PARTS = ("pyproject.toml", "README.md", "synonyms.txt", "indexer", "searchapp", "corpus")

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("wheel")


def run(*words: str | Path, cwd: Path) -> None:
    done = completed([str(word) for word in words], cwd=cwd)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the checkout."""
    home = tmp_path_factory.mktemp("wheel")
    source = home / "source"
    source.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            unwanted = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / part, source / part, symlinks=True, ignore=unwanted)
        else:
            shutil.copy(ROOT / part, source / part)
    build = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir")
    run(sys.executable, "-m", "pip", "wheel", *build, home, source, cwd=home)
    (made,) = home.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the locked dependencies, hash-checked, and the wheel; its folder of commands."""
    home = tmp_path_factory.mktemp("installed")
    lock = home / "runtime.lock"
    lock.write_text(runtime((ROOT / "requirements.lock").read_text(encoding="utf-8")), encoding="utf-8")
    run(sys.executable, "-m", "venv", home / "venv", cwd=home)
    python = home / "venv/bin/python"
    install = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*install, "--require-hashes", "-r", lock, cwd=home)
    run(*install, "--no-deps", wheel, cwd=home)
    run(python, "-m", "pip", "check", cwd=home)
    return home / "venv/bin"


@pytest.fixture
def away(environment: Path, tmp_path: Path) -> dict[str, str]:
    """What is set for commands away from the checkout: nothing that could lead back to it."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    path = f"{environment}{os.pathsep}{os.defpath}"
    return {"PATH": path, "HOME": str(tmp_path), "TMPDIR": str(temporary), "LANG": "C.UTF-8"}


@pytest.fixture
def fieldguide(environment: Path, away: dict[str, str], tmp_path: Path) -> Command:
    """Runs the installed command in a folder of its own."""

    def command(*words: str, cwd: Path = tmp_path) -> "subprocess.CompletedProcess[str]":
        return completed([str(environment / "fieldguide"), *words], cwd=cwd, env=away)

    return command
