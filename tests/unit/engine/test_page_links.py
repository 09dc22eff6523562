"""A link to a page leads to the page that holds the words that are quoted: over 300 made pages, and the sample PDFs."""

import io
import itertools
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from indexer.cli.progress import TerminalProgress
from indexer.config import load_config
from indexer.runs.pipeline import run_index
from indexer.runs.report import RunOptions
from searchapp.engine import SearchRequest, open_engine
from searchapp.evaluation import read_queries
from searchapp.web.addresses import Addresses
from tests.guidebooks import FRONT, guidebooks

ROOT = Path(__file__).parents[3]
PAGES = 300
LINKS = Addresses(root="")


@dataclass
class Pages:
    """The pages of a PDF as another program reads them: letters and digits alone."""

    path: Path
    letters: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def __post_init__(self):
        file = pypdfium2.PdfDocument(io.BytesIO(self.path.read_bytes()))
        for number, page in enumerate(file):
            self.letters.append(letters(page.get_textpage().get_text_range()))
            self.labels.append(file.get_page_label(number))


def letters(text):
    return "".join(sign for sign in unicodedata.normalize("NFKD", text).casefold() if sign.isalnum())


def indexed(folder, source):
    config = folder / "config.toml"
    config.write_text(f'[[sources]]\nname = "guides"\nkind = "folder"\npath = "{source}"\n', encoding="utf-8")
    settings = load_config(config)
    with TerminalProgress() as progress:
        report = run_index(
            settings, RunOptions(), report=lambda error: progress.say(str(error)), progress=progress
        )
    assert report.exit_code == 0
    return open_engine(settings)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """An engine over made guidebooks, their pages, and queries."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "guides").mkdir()
    books = list(guidebooks(folder / "guides", PAGES))
    pages = {book.path.name: Pages(book.path) for book in books}
    assert sum(len(each.letters) for each in pages.values()) >= PAGES
    return indexed(folder, folder / "guides"), pages, list(_queries(books))


@pytest.fixture(scope="module")
def answers(made):
    """The hits of each query."""
    engine, _, queries = made
    return [engine.search(SearchRequest(query)).hits for query in queries]


def _queries(books) -> Iterator[str]:
    chance = random.Random(5)  # noqa: S311  # not for secrets
    for _ in range(130):
        book = chance.choice(books)
        rare, run = chance.choice(book.rare), chance.choice(book.runs)
        yield from (rare, f"{rare} {run}", f'"{run}"', f"{run} {chance.choice(book.runs)}")


def links(hits):
    """Each passage shown with a page: the file, the page that its link names, its label, its text and marked words."""
    for hit in hits:
        for passage in hit.passages:
            document = passage.document
            if document.format == "pdf":
                address = LINKS.passage(hit, passage)
                yield (
                    document.name,
                    int(address.rpartition("#page=")[2]),
                    passage.place.page_label,
                    passage.html,
                )


def lands(pages, number, html):
    """Tell whether every word quoted, marked or not, stands on that page."""
    marked = re.findall("<mark>(.*?)</mark>", html, re.DOTALL)
    quoted = re.sub("</?mark>", "", html).removeprefix("… ").removesuffix(" …")
    words = [letters(word) for word in unescape(quoted).split()] + [
        letters(unescape(mark)) for mark in marked
    ]
    return all(word in pages.letters[number - 1] for word in words)


def assert_landing(answers, pages, least):
    told = [link for hits in answers for link in links(hits)]
    astray = [(name, number, html) for name, number, _, html in told if not lands(pages[name], number, html)]
    mislabelled = [
        (name, number, label) for name, number, label, _ in told if label != pages[name].labels[number - 1]
    ]

    assert len(told) >= least
    assert len(astray) <= len(told) / 100, f"{len(astray)} of {len(told)} links lead astray: {astray[:5]}"
    assert not mislabelled


@pytest.mark.slow  # it asks a thousand queries
def test_links_from_results_land_on_the_page_that_holds_the_words(made, answers):
    _, pages, _ = made

    assert_landing(answers, pages, 2000)


def test_links_from_a_resource_land_on_the_page_that_holds_the_words(made):
    engine, pages, queries = made
    ids = [hit.id for hit in engine.search(SearchRequest("", per_page=100)).hits]

    views = [engine.resource(resource_id, query) for resource_id in ids for query in queries[:12]]

    told = [(each.document.name, each) for view in views for each in view.matching.shown]
    astray = [
        (name, each.place.page) for name, each in told if not lands(pages[name], each.place.page, each.html)
    ]
    assert len(told) >= 2000
    assert len(astray) <= len(told) / 100, f"{len(astray)} of {len(told)}: {astray[:5]}"


def test_a_rare_word_leads_to_its_own_page_alone(made):
    engine, pages, _ = made
    rare = re.compile(r"\b(?:ba|ke|do|mi|ru|sa|te|lo|vi|nu|pa|ge|ho|ri|mu){5}\b")
    name, read = next(iter(pages.items()))
    file = pypdfium2.PdfDocument(read.path)

    for number in range(FRONT, len(read.letters)):
        for word in rare.findall(file[number].get_textpage().get_text_range())[:2]:
            (hit,) = engine.search(SearchRequest(word)).hits
            assert [(hit.documents[0].name, passage.place.page) for passage in hit.passages][:1] == [
                (name, number + 1)
            ]


@pytest.mark.slow  # it needs the answers to all of these
def test_the_passages_of_a_hit_are_up_to_three_and_never_the_same(answers):
    for hit in itertools.chain.from_iterable(answers):
        assert len(hit.passages) <= 3
        assert len({passage.ordinal for passage in hit.passages}) == len(hit.passages)


def test_links_into_the_sample_guidebooks_land_on_the_page_that_holds_the_words(tmp_path):
    engine = indexed(tmp_path, ROOT / "corpus")
    pages = {path.name: Pages(path) for path in (ROOT / "corpus" / "guides").glob("*.pdf")}
    queries = read_queries(ROOT / "tests" / "relevance" / "queries.jsonl")

    answers = [engine.search(SearchRequest(text)).hits for text in queries.values()]

    assert_landing(answers, pages, 100)
