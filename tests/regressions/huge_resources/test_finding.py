"""What matches in a huge resource is listed run after run, and no passage is read that is not shown.

Reported: a page of a resource of 100,000 passages took seconds, with and without a question.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urldefrag

import pytest
from flask.testing import FlaskClient

from indexer.builds import Build
from searchapp.app import create_app
from searchapp.engine import open_engine
from searchapp.engine.model import LISTED_PASSAGES, MAX_MAPS
from tests.parsed_pages import only
from tests.regressions.huge_resources.guides import (
    MANY,
    SMALL,
    TEXTS,
    WORDS,
    file,
    guide,
    passages,
    read_on,
    soup,
)
from tests.sampling import sampled
from tests.unit.codec.segment.damaging import sound_of


@pytest.mark.parametrize("kind", sampled(TEXTS, 4))
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
