"""`fieldguide init`: a folder that works at once, and nothing overwritten."""

import json
from pathlib import Path

import pytest

from searchapp.cli import group
from tests.unit.a_site import Ran, run_command


def init(*words: str | Path) -> Ran:
    return run_command(group, "init", *map(str, words))


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_a_new_library_is_indexed_and_searched_without_a_change_to_its_settings(tmp_path: Path) -> None:
    library = tmp_path / "new" / "library"

    made = init(library)
    (library / "documents/horses.md").write_text("# Mounted patrol\n\nHorses need shoes.\n", encoding="utf-8")
    config = ("--config", str(library / "config.toml"))
    indexed = run_command(group, *config, "index")
    found = run_command(group, *config, "search", "--json", "horse")

    assert (made.code, made.err) == (0, "")
    assert str(library / "documents") in made.out
    assert indexed.code == 0
    assert [hit["title"] for hit in found.json()["results"]] == ["Mounted patrol"]


def test_a_new_library_can_be_indexed_while_it_is_empty(tmp_path: Path) -> None:
    init(tmp_path)

    assert run_command(group, "--config", str(tmp_path / "config.toml"), "index").code == 0


def test_a_folder_that_is_there_keeps_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents/one.txt").write_text("One.", encoding="utf-8")

    made = init("--json", tmp_path)

    assert json.loads(made.out) == {
        "config": str(tmp_path / "config.toml"),
        "documents": str(tmp_path / "documents"),
    }
    assert (tmp_path / "documents/one.txt").read_text(encoding="utf-8") == "One."


@pytest.mark.parametrize("config", ["a file", "a link to nowhere", "a folder"])
def test_settings_that_are_there_are_not_overwritten(tmp_path: Path, config: str) -> None:
    there = tmp_path / "config.toml"
    if config == "a file":
        there.write_text("mine", encoding="utf-8")
    elif config == "a folder":
        there.mkdir()
    else:
        there.symlink_to(tmp_path / "nowhere")
    before = tree(tmp_path)

    made = init(tmp_path)

    assert (made.code, made.out) == (2, "")
    assert (
        made.err
        == f"{there}: it already exists and will not be overwritten; edit it, or choose another folder\n"
    )
    assert tree(tmp_path) == before


@pytest.mark.parametrize("place", ["file", "file/below", "file/below/that"])
def test_what_cannot_be_a_folder_is_told_in_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    before = tree(tmp_path)

    made = init(tmp_path / place)

    assert made.code == 2
    assert len(made.err.splitlines()) == 1
    assert made.err.startswith(str(tmp_path / "file"))
    assert tree(tmp_path) == before


def test_documents_that_are_a_file_leave_no_settings_behind(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("mine", encoding="utf-8")

    made = init(tmp_path)

    assert made.code == 2
    assert made.err.startswith(f"{tmp_path / 'documents'}: ")
    assert tree(tmp_path) == {"documents": b"mine"}
