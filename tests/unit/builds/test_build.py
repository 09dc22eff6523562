"""Damage to a build is found, named with its file, and with how to fix it."""

import json
import random

import pytest

from indexer.builds import Build, Builds
from indexer.errors import BuildError
from tests.making import make_resource

FIX = "fieldguide index --full"


@pytest.fixture
def build(tmp_path):
    builds = Builds(tmp_path / "builds")
    with builds.lock():
        written = builds.write(
            (make_resource(f"r{number}", title="A crisis", text="words " * 20), "h") for number in range(5)
        )
        return builds.publish(written.id)


def files_of(build):
    return sorted(name for name, entry in build.manifest.files.items() if entry.size)


def test_a_sound_build_verifies(build):
    assert build.verify() == []
    assert list(build.quick_damage()) == []
    assert Build.open(build.path) == build


def test_a_flipped_bit_is_found_in_every_file(build):
    chance = random.Random(1)  # noqa: S311  # not for secrets
    for name in files_of(build):
        path = build.path / name
        sound = path.read_bytes()
        damaged = bytearray(sound)
        damaged[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)

        (found,) = build.verify()

        assert list(build.quick_damage()) == []
        assert found.where == str(path)
        assert FIX in found.fix
        path.write_bytes(sound)


@pytest.mark.parametrize("size", [0, 1, -1])
def test_a_truncated_file_is_found_at_a_glance(build, size):
    for name in files_of(build):
        path = build.path / name
        sound = path.read_bytes()
        path.write_bytes(sound[:size])

        (glance,) = build.quick_damage()

        assert glance.where == str(path)
        assert [str(error) for error in build.verify()] == [str(glance)]
        with pytest.raises(BuildError, match="bytes, but"):
            build.index()
        path.write_bytes(sound)


def test_a_longer_file_is_found_at_a_glance(build):
    path = build.path / "topics.jsonl"
    path.write_bytes(path.read_bytes() + b"\n")

    assert [error.where for error in build.quick_damage()] == [str(path)]


def test_every_missing_file_is_named(build):
    for name in files_of(build):
        (build.path / name).unlink()

    found = build.verify()

    assert [error.where for error in found] == [str(build.path / name) for name in files_of(build)]
    assert all("No such file" in str(error) for error in found)


def test_an_edited_manifest_is_found(build):
    path = build.path / "manifest.json"
    body = json.loads(path.read_text())
    for key, value in (
        ("resources", 4),
        ("id", "other"),
        ("files", {}),
        ("built_at", ""),
        ("checksum", "0" * 32),
    ):
        path.write_text(json.dumps({**body, key: value}))

        with pytest.raises(BuildError, match=f"the manifest is damaged.*{FIX}"):
            Build.open(build.path)

    path.write_text(json.dumps(body))
    assert Build.open(build.path) == build


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{}", '{"files": 5, "checksum": ""}', '{"checksum": "", "files": {"a": {"weight": 1}}}', "\udcff"])  # fmt: skip
def test_a_manifest_that_is_none_is_an_error(build, text):
    (build.path / "manifest.json").write_text(text, errors="surrogateescape")

    with pytest.raises(BuildError, match="manifest cannot be read"):
        Build.open(build.path)


def test_a_folder_without_a_manifest_is_no_build(build):
    (build.path / "manifest.json").unlink()

    with pytest.raises(BuildError, match="no manifest"):
        Build.open(build.path)


@pytest.mark.parametrize("damage", ["", "{}\n", '["a"]\n', "5\n", "\udcff\n"])
def test_a_damaged_list_of_hashes_or_topics_is_an_error(build, damage):
    for name in ("resources.jsonl", "topics.jsonl"):
        (build.path / name).write_text(f"{damage}x", errors="surrogateescape")

    with pytest.raises(BuildError, match=FIX):
        build.resource_hashes()
    with pytest.raises(BuildError, match=FIX):
        build.topics()
