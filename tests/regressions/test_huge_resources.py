"""One resource may hold what a library does: its pages stay small, and read no more of the build than they show.

Reported: a resource of 100,000 passages took seconds a page, with and without a question, and its text was one page of
11 MB. The same was true of thousands of documents, topics and keys of metadata.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient

from indexer.builds import Build
from indexer.config import load_config
from indexer.resource import Document, Passage, Place, Resource
from searchapp.app import create_app
from searchapp.engine import open_engine
from searchapp.engine.model import HIT_DOCUMENTS, LISTED_DOCUMENTS, LISTED_PASSAGES, MAX_MAPS
from tests.parsed_pages import first, only
from tests.unit.a_site import Site
from tests.unit.codec.segment.damaging import sound_of

SMALL = 400_000  # bytes
MANY = 1_000
WORDS = "Of the crisis teams that a town sends out, each stands under its own heading and on its own page. "
TEXTS = {
    "plain": WORDS * 12,
    "quotes": "crisis " + "\"&<'> " * 200,
    "lines": "crisis " + "a\n" * 60,
    "ideographs": "crisis " + "警察危機介入團隊" * 80,
    "short": "crisis",
}


def passages(text: str, count: int = MANY, *, headed: bool = True) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            text=text,
            place=Place(
                heading=(f"Chapter {number // 50}", f"Section {number} on alpha{number}"), page=number + 1
            )
            if headed
            else Place(),
        )
        for number in range(count)
    )


def guide(*documents: Document, **facts: Any) -> Resource:
    return Resource(id="guide", title="The guide", documents=documents, **facts)


def file(number: int, *held: Passage, **facts: Any) -> Document:
    return Document(
        id=f"d{number}",
        title=f"File {number}",
        format="pdf",
        passages=held,
        **{"url": f"https://example.org/{number}.pdf", **facts},
    )


def soup(client: FlaskClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert len(answer.data) < SMALL, address
    return BeautifulSoup(answer.data, "lxml")


def following(page: BeautifulSoup, selector: str) -> str | None:
    link = page.select_one(selector)
    return str(link["href"]) if isinstance(link, Tag) else None


def read_on(client: FlaskClient, address: str | None, selector: str) -> Iterator[BeautifulSoup]:
    while address is not None:
        page = soup(client, address)
        yield page
        address = following(page, selector)


# the text


@pytest.mark.parametrize("kind", TEXTS)
def test_a_long_text_is_read_in_parts_that_hold_every_passage_once(
    client_for: Callable[..., FlaskClient], kind: str
) -> None:
    client = client_for(guide(file(0, *passages(TEXTS[kind]))))

    pages = list(read_on(client, "/resources/guide/text", ".pager a[rel~=next]"))

    seen = [tag["id"] for page in pages for tag in page.select(".running")]
    assert seen == [f"passage-{number}" for number in range(1, MANY + 1)]
    assert len(pages) > 1 or kind == "short"
    # Each part says by itself where it begins.
    assert all(page.select_one(".document-title") and page.select_one("main h3, main h4") for page in pages)


def test_a_short_text_is_one_page_without_parts(client_for: Callable[..., FlaskClient]) -> None:
    client = client_for(guide(file(0, *passages(WORDS, 20))))

    assert soup(client, "/resources/guide/text").select(".pager") == []


def test_a_part_is_asked_for_by_its_number_and_past_the_end_the_way_back_is_told(
    client_for: Callable[..., FlaskClient],
) -> None:
    client = client_for(guide(file(0, *passages(TEXTS["plain"]))))

    for page, part in (("0", 1), ("x", 1), ("-3", 1), ("2", 2), ("2&page=1", 2), ("1", 1)):
        found = soup(client, f"/resources/guide/text?page={page}")
        assert (found.select_one("#passage-1") is not None) == (part == 1)
        assert f"Part {part} of" in first(found, ".pager p").get_text()
    for page in ("900", "1" + "0" * 30, str(2**31), str(2**63)):
        found = soup(client, f"/resources/guide/text?page={page}")
        assert found.select(".running") == []
        note = only(found, "main .note")
        assert note.get_text().startswith("There is no part ")
        assert following(found, "main .note a") == "/resources/guide/text"


def test_every_link_to_a_passage_leads_to_the_part_that_holds_it(
    client_for: Callable[..., FlaskClient],
) -> None:
    # Nothing but the text page can be linked to: no file, and no address.
    texts = (f"{TEXTS['plain']} word{number}" for number in range(MANY))
    held = tuple(Passage(text=text) for text in texts)
    client = client_for(guide(Document(id="d", title="Text", format="text", passages=held)))
    parts = set()

    for number in (0, 1, 333, 700, MANY - 1):
        for path in (f"/api/v1/search?q=word{number}", f"/api/v1/resources/guide?q=word{number}"):
            answer = client.get(path).json
            assert answer is not None
            hit = answer["results"][0] if "results" in answer else answer
            (passage,) = hit["passages"]
            address, fragment = urldefrag(passage["url"])
            parts.add(address)
            assert f"word{number}" in only(soup(client, address), f"#{fragment}").get_text()
        (link,) = soup(client, f"/resources/guide?q=word{number}").select(".found .place a, .body .place a")
        assert str(link["href"]) == passage["url"]
    assert "/resources/guide/text" in parts
    assert len(parts) > 3


# find in this resource


@pytest.mark.parametrize("kind", TEXTS)
def test_what_matches_is_listed_run_after_run(client_for: Callable[..., FlaskClient], kind: str) -> None:
    client = client_for(guide(file(0, *passages(TEXTS[kind], 450))))

    pages = list(read_on(client, "/resources/guide?q=crisis", ".runs a:-soup-contains('Later')"))

    seen = [tag["id"] for page in pages for tag in page.select("li[id^=match-]")]
    assert seen == [f"match-{number}" for number in range(1, 451)]
    assert len(pages) == -(-450 // LISTED_PASSAGES)
    (best, *_) = pages[0].select(".best-jumps a")
    address, fragment = urldefrag(str(best["href"]))
    assert soup(client, address or "/resources/guide?q=crisis").select_one(f"#{fragment}") is not None


def test_the_map_stays_small(client_for: Callable[..., FlaskClient]) -> None:
    documents = (file(number, *passages(WORDS, 60)) for number in range(40))
    client = client_for(guide(*documents))

    page = soup(client, "/resources/guide?q=crisis")

    assert len(page.select(".map")) == MAX_MAPS
    assert f"{40 - MAX_MAPS} more documents with matches" in page.get_text()
    assert len(page.select(".map rect")) <= MAX_MAPS * 200


def test_a_beginning_of_a_word_is_found_in_the_heading_lines(client_for: Callable[..., FlaskClient]) -> None:
    client = client_for(guide(file(0, *passages("words", MANY))))

    status = only(soup(client, "/resources/guide?q=alpha24*"), ".body [role=status]")

    assert status.get_text().startswith("11 passages")  # 24, and 240 to 249


# only what is shown is read


def spoiled(build: Build, keep: range) -> None:
    """Make nonsense of all passages of the only resource but those to *keep*."""
    (path,) = build.path.glob("*.fld")
    sound = sound_of(path)
    begin, _ = sound.range("stored_text.bytes")
    ends = sound.sections["stored_text.ptr"].tolist()
    content = bytearray(sound.content)
    for low, high in ((0, keep.start), (keep.stop, len(ends) - 1)):
        content[begin + ends[low] : begin + ends[high]] = b"\xff" * (ends[high] - ends[low])
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("path", "keep"),
    [
        ("/resources/guide", range(1)),
        ("/api/v1/resources/guide", range(1)),
        ("/search", range(1)),
        ("/resources/guide/text", range(300)),
        ("/resources/guide/text?page=900", range(1)),
        ("/resources/guide?q=alpha765", range(765, 766)),
        ("/api/v1/search?q=alpha765", range(765, 766)),
        ("/resources/guide?q=alpha12*", range(12, 130)),
        ("/resources/guide?q=crisis", range(LISTED_PASSAGES)),
    ],
)
def test_passages_that_are_not_shown_are_not_read(
    build_for: Callable[..., Build], config_for: Callable[..., Any], path: str, keep: range
) -> None:
    spoiled(build_for(guide(file(0, *passages(TEXTS["plain"])))), keep)
    config = config_for()
    client = create_app(config, open_engine(config)).test_client()

    answer = client.get(path)

    assert answer.status_code == 200
    assert len(answer.data) < SMALL


# documents, topics, metadata


def test_of_thousands_of_documents_a_few_are_named_and_all_can_be_met(
    client_for: Callable[..., FlaskClient],
) -> None:
    client = client_for(
        guide(*(file(number, *passages("crisis", 1, headed=False)) for number in range(MANY)))
    )

    for path in ("/api/v1/search", "/api/v1/search?q=crisis"):
        (hit,) = client.get(path).json["results"]  # type: ignore[index]
        assert (len(hit["documents"]), hit["document_count"]) == (HIT_DOCUMENTS, MANY)
    met: list[str] = []
    for number in range(1, -(-MANY // LISTED_DOCUMENTS) + 1):
        answer = client.get(f"/api/v1/resources/guide?documents={number}&q=crisis")
        assert len(answer.data) < SMALL
        met += [document["title"] for document in answer.json["documents"]]  # type: ignore[index]
    assert met == [f"File {number}" for number in range(MANY)]
    past = client.get("/api/v1/resources/guide?documents=99").json
    assert past is not None
    assert past["documents"][-1]["title"] == f"File {MANY - 1}"
    for path in (
        "/search",
        "/search?q=crisis",
        "/resources/guide",
        "/resources/guide?q=crisis",
        "/resources/guide/text",
    ):
        soup(client, path)


def test_a_file_is_found_among_thousands(client_for: Callable[..., FlaskClient], folder: Path) -> None:
    (folder / "777.pdf").write_bytes(b"%PDF")
    files = (file(number, url=None, source="guides", address=f"{number}.pdf") for number in range(MANY))
    client = client_for(guide(*files))

    assert client.get("/files/d777/777.pdf").data == b"%PDF"
    assert client.get("/files/d77/777.pdf").status_code == 404


def test_thousands_of_topics_and_keys_make_no_large_page(client_for: Callable[..., FlaskClient]) -> None:
    topics = tuple(f"Topic number {number} of very many" for number in range(5_000))
    metadata = {f"key {number}": f"value {number}" for number in range(100_000)}
    client = client_for(
        guide(topics=topics, metadata=metadata),
        Resource(id="other", title="The guide too", topics=topics[:1]),
    )

    for path in (
        "/resources/guide",
        "/resources/guide/text",
        "/search",
        "/search?q=guide",
        "/resources/other",
    ):
        soup(client, path)


# what is beyond the limit


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, index="max_passages = 5")


def record(key: str, count: int) -> dict[str, Any]:
    return {
        "id": key,
        "title": f"Title of {key}",
        "passages": [f"Words of number{one} in {key}." for one in range(count)],
    }


def client_of(site: Site) -> FlaskClient:
    config = load_config(site.config)
    return create_app(config, open_engine(config)).test_client()


def test_text_beyond_the_limit_is_told_to_staff_at_each_run_and_to_readers(site: Site) -> None:
    site.records(record("long", 12), record("short", 5))
    told = "the text of 'long' is too long: its last 7 passages are not indexed and cannot be found; raise [index] max_passages (5)"

    first, nothing_to_do = site.run("index"), site.run("index")
    site.records(record("long", 12), record("short", 4))
    changed, full, dry = (
        site.run("index"),
        site.run("index", "--full"),
        site.run("index", "--dry-run", "--json"),
    )

    for ran in (first, nothing_to_do, changed, full, dry):
        assert ran.code == 0
        assert told in ran.err
        assert "'short'" not in ran.err
    assert any(told in note for note in dry.json()["notes"])
    client = client_of(site)
    answer = client.get("/api/v1/search?q=number4").json
    assert answer is not None
    assert [hit["id"] for hit in answer["results"]] == ["long"]
    assert client.get("/api/v1/search?q=number7").json["total"] == 0  # type: ignore[index]
    assert "the last 7 passages cannot be found or read here" in client.get("/resources/long").text
    assert "the last 7 passages cannot be found or read here" in client.get("/resources/long/text").text
    assert "left out" not in client.get("/resources/short/text").text


def test_a_resource_that_is_shortened_or_gone_is_told_of_no_more(site: Site) -> None:
    site.records(record("long", 12), record("longer", 13), record("short", 2))
    assert site.run("index").err.count("is too long") == 2

    site.records(record("long", 3), record("longer", 13), record("short", 2))
    assert site.run("index").err.count("is too long") == 1
    site.records(record("long", 3), record("short", 2))
    assert "is too long" not in site.run("index", "--yes").err


def test_a_raised_limit_takes_the_rest_in(site: Site) -> None:
    site.records(record("long", 12))
    site.run("index")

    site.config.write_text(site.config.read_text().replace("max_passages = 5", "max_passages = 12"))
    ran = site.run("index")

    assert ran.code == 0
    assert "is too long" not in ran.err
    assert client_of(site).get("/api/v1/search?q=number11").json["total"] == 1  # type: ignore[index]
