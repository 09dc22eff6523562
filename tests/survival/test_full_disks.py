"""A disk that is full at any stage: the run fails in one line, the live build answers, and with room again all is well."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchapp.cli import group
from tests.processes import completed
from tests.survival.processes import all_of, bound_by_rights, fieldguide, files_up_to, plain_trouble
from tests.unit.a_site import Site, numbered

ROOM = 6 << 20


def answered(site: Site) -> int:
    """How many resources are found; JSON alone on stdout."""
    ran = site.run("search", "words", "--json", group=group)
    assert ran.code == 0, ran.err
    return int(ran.json()["total"])


def grown(site: Site) -> None:
    """Indexed with 300 records, then given 900."""
    site.records(*numbered(300))
    assert site.run("index").code == 0
    site.records(*numbered(900))


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(0, marks=pytest.mark.slow),
        pytest.param(4_096, marks=pytest.mark.slow),
        60_000,
        pytest.param(120_000, marks=pytest.mark.slow),
        pytest.param(200_000, marks=pytest.mark.slow),
    ],
)
def test_files_that_may_not_grow(tmp_path: Path, size: int) -> None:
    site = Site(tmp_path)
    grown(site)

    ran = fieldguide(site.config, "index", through=files_up_to(size))

    said = plain_trouble(ran)
    assert "free disk space" in said or "its free space" in said
    assert answered(site) == 300
    assert site.run("verify").code == 0
    assert site.run("index").code == 0
    assert answered(site) == 900
    assert not [
        path for path in site.builds.root.iterdir() if path.name.startswith(".") or path.suffix == ".new"
    ]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "site" / "var"
    place.mkdir(parents=True)
    mounted = shutil.which("mount") and completed(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(place)]
    )
    if not mounted or mounted.returncode:
        pytest.skip("nothing may be mounted here; the limit on files above stands for a full disk")
    yield place
    assert completed(["umount", "-l", str(place)]).returncode == 0


# KB that are left.
LEFT = (0, 8, 30, 60, 100, 150, 220, 300, 450, 600, 800, 1100)


@pytest.mark.parametrize(
    "kilobytes", [(0, 60, 300, 1100), pytest.param(LEFT, marks=pytest.mark.slow)], ids=["some", "all"]
)
def test_a_disk_that_is_full_to_any_degree(small_disk: Path, kilobytes: tuple[int, ...]) -> None:
    site = Site(small_disk.parent)
    site.records(*numbered(300))
    site.run("index")
    before = site.live_ids()
    codes = []
    filler = small_disk / "filler"
    for left in kilobytes:
        site.records(*numbered(900))
        free = os.statvfs(small_disk)
        filler.write_bytes(b"x" * max(free.f_bavail * free.f_frsize - left * 1024, 0))

        ran = site.run("index")
        codes.append(ran.code)

        if ran.code:
            assert ran.code == 1
            assert "free disk space" in ran.err or "its free space" in ran.err
            assert site.live_ids() == before
        else:
            assert len(site.live_ids()) == 900
        assert site.run("verify").code == 0
        filler.unlink()
        assert site.run("index").code == 0
        assert len(site.live_ids()) == 900
        site.records(*numbered(300))
        assert site.run("index", "--yes").code == 0

    assert codes[0] == 1
    assert codes[-1] == 0


@pytest.mark.parametrize(
    "closed",
    [
        "var/builds",
        pytest.param("var", marks=pytest.mark.slow),
        pytest.param("var/library.db", marks=pytest.mark.slow),
    ],
)
def test_a_place_that_may_not_be_written(tmp_path: Path, closed: str) -> None:
    site = Site(tmp_path)
    grown(site)
    inside = [path for path in (site.root / closed).rglob("*") if path.is_file()]
    places = [site.root / closed, *inside]
    rights = {path: path.stat().st_mode for path in places}
    for path in places:
        path.chmod(path.stat().st_mode & ~0o222)

    ran = fieldguide(site.config, "index", through=bound_by_rights())

    trouble = plain_trouble(ran)
    assert f"let the indexer write to {site.root / 'var'}" in trouble
    looks = [("search", "words"), ("status",), ("verify",), ("builds",), ("trace", "r00001")]
    assert all_of(site.config, looks, through=bound_by_rights()) == "00000"
    for path, mode in rights.items():
        path.chmod(mode)
    assert site.run("index").code == 0
    assert answered(site) == 900
