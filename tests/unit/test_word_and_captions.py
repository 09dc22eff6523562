"""From a folder with a Word file and captions to the answer of a search: the heading, the second, the address."""

import io
from pathlib import Path

import docx
import pytest

from indexer.config import load_config
from searchapp.engine import SearchRequest, open_engine
from searchapp.web.addresses import Addresses
from searchapp.web.answer_types import Passage, Result
from searchapp.web.answers import search_answer
from tests.unit.a_site import Site

TALK = b"""1
00:01:23,400 --> 00:01:26,000
Kneel beside the drone battery.

2
00:01:26,000 --> 00:01:29,000
Then wait &amp; count.
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path, ("sample",))


def handbook() -> bytes:
    made = docx.Document()
    made.add_heading("Custody handbook", 0)
    made.add_heading("Searching a cell", 1)
    made.add_paragraph("Two officers search an empty cell before each use.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def first(site: Site, query: str) -> tuple[Result, Passage]:
    engine, asked = open_engine(load_config(site.config)), SearchRequest(query)
    [result] = search_answer(asked, engine.search(asked), Addresses(), 10)["results"]
    return result, result["passages"][0]


def test_a_word_file_is_found_under_its_heading(site: Site) -> None:
    site.file("custody.docx", handbook())
    site.run("index")

    result, passage = first(site, "officers search empty cell")

    assert (result["title"], passage["heading"]) == ("Custody handbook", ["Searching a cell"])
    assert [one["format"] for one in result["documents"]] == ["docx"]
    assert passage["url"] == "/resources/custody-docx/text#passage-2"
    assert (passage["page"], passage["anchor"]) == (None, None)


def test_captions_of_a_folder_with_addresses_lead_to_the_second(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    config = site.config.read_text()
    site.config.write_text(config + 'url_prefix = "https://media.example.org/"\n')
    site.file("talk.srt", TALK)
    site.run("index")

    result, passage = first(site, "drone battery")

    assert result["title"] == "talk"
    assert passage["url"] == "https://media.example.org/talk.srt#t=83.4"
    assert "count" in passage["html"]


def test_captions_that_we_serve_lead_to_their_words(site: Site) -> None:
    site.file("talk.vtt", b"WEBVTT\n\n" + TALK.replace(b",", b"."))
    site.run("index")

    _, passage = first(site, "drone battery")

    assert passage["url"] == "/resources/talk-vtt/text#passage-1"


def test_what_cannot_be_read_is_named_and_its_neighbours_are_found(site: Site) -> None:
    site.file("custody.docx", handbook())
    site.file("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    site.file("empty.vtt", b"WEBVTT\n")

    ran = site.run("index")

    assert ran.code == 3
    assert "old.doc: it is in the old Word format; open it in Word, save it as .docx" in ran.err
    assert "empty.vtt: it contains no captions with times" in ran.err
    assert site.live_ids() == ["custody-docx"]
