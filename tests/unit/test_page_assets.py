import os
from pathlib import Path

import pytest

from indexer.page_assets import asset_path, asset_type


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder of pages with one style sheet in each kind of place."""
    place = tmp_path / "guides"
    for address in (
        "site.css", "img/Map.PNG", "_static/a.css", "book/_images/b.png", "_drafts/c.css", ".git/d.css",
        "img/.hidden.png", "img/_cover.png", "img/~$e.png", "lost+found/f.png", "notes.txt", "run.js", "a b.css",
        "img/caf\u00e9.png",
    ):  # fmt: skip
        (place / address).parent.mkdir(parents=True, exist_ok=True)
        (place / address).write_text(address)
    (tmp_path / "secret.css").write_text("secret")
    return place


@pytest.mark.parametrize(
    "address",
    ["site.css", "img/Map.PNG", "_static/a.css", "book/_images/b.png", "a b.css", "img/caf\u00e9.png"],
)
def test_what_pages_use_is_found(root: Path, address: str) -> None:
    assert asset_path(root, address) == root / address


def test_accents_may_be_one_character_or_two(root: Path) -> None:
    assert asset_path(root, "img/cafe\u0301.png") == root / "img/caf\u00e9.png"


@pytest.mark.parametrize(
    "address",
    [
        "_drafts/c.css", ".git/d.css", "img/.hidden.png", "img/_cover.png", "img/~$e.png", "lost+found/f.png",
        "notes.txt", "run.js", "img", "img/", "", ".", "..", "missing.css", ".css", "site.css/", "site.css/x.css",
    ],
)  # fmt: skip
def test_what_is_hidden_or_of_another_type_is_not(root: Path, address: str) -> None:
    assert asset_path(root, address) is None


@pytest.mark.parametrize(
    "address",
    [
        "../secret.css", "img/../../secret.css", "img/../site.css", "./site.css", "/site.css", "img//Map.PNG",
        "..\\secret.css", "img\\Map.PNG", "site.css\0.css", "\0.css", "a\n.css", "\ud800.css", f"{'x' * 300}.css",
        "/etc/x.css", "%2e%2e/secret.css", "x/" * 5000 + "x.css",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_folder(root: Path, address: str) -> None:
    assert asset_path(root, address) is None


def test_links_are_judged_by_what_they_lead_to(root: Path) -> None:
    for name, target in (
        ("out.css", "../secret.css"), ("within.css", "site.css"), ("hidden.css", ".git/d.css"),
        ("other.css", "notes.txt"), ("nowhere.css", "missing.css"), ("itself.css", "itself.css"),
        ("folder.css", "img"),
    ):  # fmt: skip
        (root / name).symlink_to(target)
    (root / "up").symlink_to("..")
    (root / "pictures").symlink_to("img")

    assert asset_path(root, "within.css") == root / "site.css"
    assert asset_path(root, "pictures/Map.PNG") == root / "img/Map.PNG"
    for name in ("out", "hidden", "other", "nowhere", "itself", "folder"):
        assert asset_path(root, f"{name}.css") is None
    assert asset_path(root, "up/secret.css") is None


def test_a_pipe_is_no_file(root: Path) -> None:
    os.mkfifo(root / "pipe.css")

    assert asset_path(root, "pipe.css") is None


def test_the_folder_itself_may_be_a_link(root: Path, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("guides")

    assert asset_path(tmp_path / "current", "site.css") == root / "site.css"


def test_no_script_is_among_the_types() -> None:
    assert [
        asset_type(f"a.{suffix}") for suffix in ("js", "mjs", "html", "xhtml", "xml", "wasm", "json")
    ] == [None] * 7
