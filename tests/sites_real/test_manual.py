"""A manual of several hundred pages, served on this machine, is found whole; and so is what changes in it."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.resource import Resource
from tests.sites_real.manual import MANUAL, Seen, is_required, lacking, reachable, seen
from tests.unit.sources.website.site import WebLibrary
from tests.unit.sources.website.web_server import Reply, Request, WebServer, serving_pages

FOUND = 0.99  # of the words of a page; the title's own line is not part of its text
CHANGED = 12  # pages
LINKS_ALONE = "/technical/api-index.html"  # it is left out as the menu of a page is


@pytest.fixture(scope="module", autouse=True)
def whole_manual() -> None:
    lack = lacking()
    if lack is not None and is_required():
        pytest.fail(lack)
    if lack is not None:
        pytest.skip(lack)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WebServer, WebLibrary, Path]]:
    """The manual, copied, served and indexed; its files may be changed."""
    folder = tmp_path_factory.mktemp("manual")
    copy = folder / "pages"
    shutil.copytree(MANUAL, copy, symlinks=True)
    with serving_pages() as web:
        web.missing = lambda request: _file(copy, request)
        site = WebLibrary(folder, web, start=[f"{web.root}/index.html"])
        ran = site.index()
        assert ran.code == 0, ran.err
        yield web, site, copy


def _file(root: Path, request: Request) -> Reply:
    path = root / request.path.lstrip("/")
    if not path.is_file():
        return Reply(status=404)
    kind = (
        "text/html"
        if path.suffix == ".html"
        else "text/plain"
        if path.suffix == ".txt"
        else "application/gzip"
    )
    data = path.read_bytes()
    tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
    return Reply(body=data, headers={"Content-Type": kind, "ETag": tag})


def _by_path(site: WebLibrary) -> dict[str, Resource]:
    return {(one.url or "").removeprefix(site.web.root): one for one in site.resources().values()}


def _key(path: str) -> str:
    return path.removesuffix("index.html")


@pytest.mark.slow  # a manual of two hundred pages is crawled
def test_every_page_that_a_link_leads_to_is_a_resource(crawled: tuple[WebServer, WebLibrary, Path]) -> None:
    _, site, _ = crawled
    wanted = reachable()

    found = {_key(path) for path in _by_path(site)}

    assert len(wanted) > 200
    assert {_key(path) for path in wanted} - found == set()


@pytest.mark.slow  # a manual of two hundred pages is crawled
def test_words_and_headings_are_right(crawled: tuple[WebServer, WebLibrary, Path]) -> None:
    _, site, _ = crawled
    resources = {_key(path): one for path, one in _by_path(site).items()}
    poor: list[str] = []

    for path, file in reachable().items():
        if path == LINKS_ALONE:
            continue
        own = next(one for one in resources[_key(path)].documents if one.format == "html")
        text = " ".join(
            [
                own.title,
                *(line for passage in own.passages for line in (*passage.place.heading, passage.text)),
            ]
        )
        had = set(seen(file).words)
        has = set(Seen(f"<p>{text.replace('<', '&lt;')}</p>").words)
        headings = {" ".join(line.split()) for passage in own.passages for line in passage.place.heading}
        lost = [line for line in seen(file).headings if line and line not in headings and line not in text]
        if len(had & has) < FOUND * len(had) or lost:
            poor.append(f"{path}: {len(had & has)} of {len(had)} words, {sorted(had - has)[:8]}, {lost[:3]}")

    assert poor == []


@pytest.mark.slow  # a manual of two hundred pages is crawled
def test_an_unchanged_manual_is_asked_for_conditionally_and_read_no_more(
    crawled: tuple[WebServer, WebLibrary, Path],
) -> None:
    web, site, _ = crawled

    ran = site.index()

    assert "nothing to do" in ran.out
    # What is not there has no tag.
    asked = [
        request
        for request in web.requests
        if request.path != "/robots.txt" and "if-none-match" not in request.headers
    ]
    assert [request.path for request in asked if (MANUAL / request.path.lstrip("/")).is_file()] == []


@pytest.mark.slow  # a manual of two hundred pages is crawled
def test_every_page_that_changes_is_found_again(crawled: tuple[WebServer, WebLibrary, Path]) -> None:
    _, site, copy = crawled
    paths = sorted(path for path, file in reachable().items() if not file.is_symlink())
    chosen = paths[:: len(paths) // CHANGED][:CHANGED]
    for number, path in enumerate(chosen):
        file = copy / path.lstrip("/")
        text = file.read_text(encoding="utf-8").replace(
            "</h1>", f"</h1><p>It was changed as xq{number}zz.</p>", 1
        )
        file.write_text(text, encoding="utf-8")

    report = site.index("--json").json()

    assert report["changed"] == len(chosen)
    for number, path in enumerate(chosen):
        own = _by_path(site)[path].documents[0]
        assert any(f"xq{number}zz" in passage.text for passage in own.passages)
