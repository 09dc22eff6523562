"""Repeated boilerplate: the rule by hand, and the library's counts against the plainest recomputation of it."""

import math
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.boilerplate import enough, left_out, paragraphs_of, without
from indexer.library import Library
from indexer.library_documents import FileState
from indexer.library_tables import LIBRARY_VERSION
from indexer.readers.outcome import ReadResult
from indexer.resource import Document, Passage, Resource
from indexer.sources.document import document_id
from indexer.sources.source import Found
from tests.making import make_passage, make_resource
from tests.unit.a_site import Site
from tests.unit.properties import steadily

NOTE = "Sample content, written for the demonstration library: it is not guidance of any agency."
OWN = "Each page of the library has some words that stand in no other: here they are number {}."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library.db") as made:
        yield made


def opened(path: Path) -> Library:
    library = Library(path)
    library.set_sources(["a", "b"], drop_others=True)
    return library


def keep(library: Library, source: str, address: str, *texts: str, form: str = "html") -> None:
    state = FileState(size=1, mtime_ns=1, content=b"", reader=1)
    result = ReadResult(format=form, passages=tuple(Passage(text=text) for text in texts))
    library.documents.keep(source, address, state, result, now="1")


def fill(library: Library, source: str, pages: dict[str, tuple[str, ...]], *, form: str = "html") -> None:
    """Make *pages*, each {address: texts of its passages}, all that *source* has."""
    scan = library.scan(source, now="1")
    seen = []
    for address, texts in pages.items():
        keep(library, source, address, *texts, form=form)
        key = document_id(source, address)
        seen.append(key)
        document = Document(id=key, title=address, source=source, address=address, format=form)
        scan.add(Found(resource=Resource(id=f"{source}-{address}", documents=(document,)), where=address))
    scan.finish((), library.documents, seen)


def texts(library: Library) -> dict[str, tuple[str, ...]]:
    return {
        resource.id: tuple(passage.text for document in resource.documents for passage in document.passages)
        for resource, _ in library.resources()
    }


def hashes(library: Library) -> dict[str, str]:
    return {key: digest for key, _, digest in library.hashes()}


def noted(*numbers: int) -> dict[str, tuple[str, ...]]:
    return {f"p{number}": (f"{NOTE}\n{OWN.format(number)}",) for number in numbers}


def test_a_paragraph_that_stands_on_three_pages_is_left_out_of_them(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3))

    assert texts(library) == {f"a-p{number}": (OWN.format(number),) for number in (1, 2, 3)}


def test_what_stands_on_two_pages_is_their_own(library: Library) -> None:
    fill(library, "a", noted(1, 2))

    assert texts(library) == {f"a-{key}": value for key, value in noted(1, 2).items()}


def test_what_stands_on_fewer_than_a_third_of_many_pages_is_their_own(library: Library) -> None:
    others = {f"o{number}": (OWN.format(100 + number),) for number in range(9)}

    fill(library, "a", noted(1, 2, 3) | others)

    assert texts(library)["a-p1"] == noted(1)["p1"]


def test_sources_are_counted_apart(library: Library) -> None:
    fill(library, "a", noted(1, 2))
    fill(library, "b", noted(1, 2))

    assert all(NOTE in text for (text,) in texts(library).values())


def test_only_web_pages_are_counted(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3, 4), form="pdf")

    assert all(NOTE in text for (text,) in texts(library).values())


def test_short_lines_repeat_rightly(library: Library) -> None:
    pages = {f"p{number}": (f"• Call 911 first\n{OWN.format(number)}",) for number in range(5)}

    fill(library, "a", pages)

    assert texts(library)["a-p0"] == pages["p0"]


def test_case_punctuation_and_spaces_do_not_hide_a_copy(library: Library) -> None:
    pages = noted(1, 2) | {"p3": (f"• {NOTE.upper().replace(':', ' —')}\n{OWN.format(3)}",)}

    fill(library, "a", pages)

    assert texts(library)["a-p3"] == (OWN.format(3),)


def test_a_passage_that_is_all_boilerplate_goes_and_the_others_keep_their_places() -> None:
    passages = (make_passage(NOTE, "About"), make_passage(f"{NOTE}\nOwn.", "Part", anchor="part"))
    note = frozenset(paragraphs_of([NOTE]).long)

    assert without(passages, note) == (make_passage("Own.", "Part", anchor="part"),)


def test_a_page_of_boilerplate_alone_keeps_its_text(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3) | {"about": (NOTE,)})

    found = texts(library)
    assert found["a-about"] == (NOTE,)
    assert found["a-p1"] == (OWN.format(1),)


def test_editions_of_one_guide_keep_their_text(library: Library) -> None:
    shared = "\n".join(OWN.format(f"{part} of the guide") for part in range(30))

    fill(library, "a", {year: (f"{shared}\nThe edition of {year}.",) for year in ("2019", "2020", "2021")})

    assert all(shared in text for (text,) in texts(library).values())


@pytest.mark.parametrize(("documents", "needed"), [(0, 3), (1, 3), (9, 3), (10, 4), (20_000, 6_667)])
def test_a_third_of_the_pages_and_at_least_three_must_share_it(documents: int, needed: int) -> None:
    assert enough(documents) == needed


def test_the_hash_changes_for_exactly_those_whose_text_changes(library: Library) -> None:
    plain = {"plain": (OWN.format(0),)}
    fill(library, "a", noted(1, 2) | plain)
    before = hashes(library)

    fill(library, "a", noted(1, 2, 3) | plain)

    after = hashes(library)
    assert {key for key in before if before[key] != after[key]} == {"a-p1", "a-p2"}

    fill(library, "a", noted(1, 2) | plain)
    assert hashes(library) == before


def test_a_page_that_no_resource_names_is_not_counted(library: Library) -> None:
    fill(library, "a", noted(1, 2))

    keep(library, "a", "p3", *noted(3)["p3"])  # as a scan does that comes to no end

    assert NOTE in texts(library)["a-p1"][0]


def test_a_page_that_is_no_page_any_more_is_not_counted(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3))
    texts(library)

    keep(library, "a", "p3", *noted(3)["p3"], form="markdown")

    assert NOTE in texts(library)["a-p1"][0]


# The plainest recomputation: everything at once, from the final state alone.

LINES = [
    "One two three four five six seven eight nine.",
    "ONE, two; three - four five six seven eight nine!",
    "A paragraph of eight words is long enough.",
    "Seven words are one too few here.",
    "Heading",
    "Another long paragraph that several of the pages may come to share.",
]
PAGES = st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=3), max_size=3).map(
    lambda passages: tuple("\n".join(lines) for lines in passages)
)
STATES = st.dictionaries(st.sampled_from("stuvwxyz"), PAGES, max_size=8)
EDITS = st.lists(st.tuples(st.sampled_from("ab"), STATES, st.booleans()), min_size=1, max_size=5)


def plainly(pages: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    def words(line: str) -> tuple[str, ...]:
        return tuple(re.findall(r"\w+", line.casefold()))

    def lines(page: tuple[str, ...]) -> list[str]:
        return [line for text in page for line in text.split("\n")]

    counts = Counter(key for page in pages.values() for key in {words(line) for line in lines(page)})
    full = sum(1 for page in pages.values() if page)
    needed = max(3, math.ceil(full / 3))
    found = {}
    for address, page in pages.items():
        kept = tuple(
            "\n".join(own)
            for text in page
            if (
                own := [
                    line for line in text.split("\n") if len(words(line)) < 8 or counts[words(line)] < needed
                ]
            )
        )
        found[address] = kept or page
    return found


@steadily(120)
@given(EDITS)
def test_after_any_edits_the_library_delivers_what_a_fresh_one_does(
    edits: list[tuple[str, dict[str, tuple[str, ...]], bool]],
) -> None:
    final: dict[str, dict[str, tuple[str, ...]]] = {"a": {}, "b": {}}
    with (
        tempfile.TemporaryDirectory() as folder,
        opened(Path(folder, "edited.db")) as edited,
        opened(Path(folder, "fresh.db")) as fresh,
    ):
        for source, pages, ask in edits:
            fill(edited, source, pages)
            final[source] = pages
            if ask:
                hashes(edited)
        for source, pages in final.items():
            fill(fresh, source, pages)

        assert hashes(edited) == hashes(fresh)
        assert texts(edited) == texts(fresh)
        assert texts(edited) == {
            f"{source}-{address}": page
            for source, pages in final.items()
            for address, page in plainly(pages).items()
        }
        assert counts(edited) == counts(fresh)


def counts(library: Library) -> list[tuple[str, int, int]]:
    return library._connection.execute("SELECT * FROM paragraphs ORDER BY source, hash").fetchall()


def test_the_counts_of_a_source_that_is_dropped_go(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3))
    texts(library)

    library.set_sources(["b"], drop_others=True)
    texts(library)

    assert counts(library) == []


def test_a_run_that_was_killed_while_counting_goes_on_from_there(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, "a", noted(*range(10)))
    monkeypatch.setattr("indexer.library_boilerplate._BATCH", 4)
    killed = iter([None] * 6)
    count = library._boilerplate._count

    def count_some(document: str) -> None:
        if next(killed, 1) is not None:
            raise KeyboardInterrupt
        count(document)

    monkeypatch.setattr(library._boilerplate, "_count", count_some)
    with pytest.raises(KeyboardInterrupt):
        texts(library)
    assert library._connection.execute("SELECT count(*) FROM counted").fetchone() == (4,)

    monkeypatch.undo()

    assert texts(library) == {f"a-p{number}": (OWN.format(number),) for number in range(10)}


def test_a_library_of_version_1_is_brought_up_and_delivers_the_same_as_a_new_one(tmp_path: Path) -> None:
    with opened(tmp_path / "new.db") as library:
        fill(library, "a", noted(1, 2, 3))
        wanted = texts(library), hashes(library)
    old = tmp_path / "old.db"
    with opened(old) as library:
        fill(library, "a", noted(1, 2, 3))
    connection = sqlite3.connect(old)
    connection.executescript("DROP TABLE counted; DROP TABLE paragraphs; PRAGMA user_version = 1")
    connection.close()

    with Library(old) as library:
        assert (texts(library), hashes(library)) == wanted
        assert library._connection.execute("PRAGMA user_version").fetchone() == (LIBRARY_VERSION,)


def test_the_tables_of_version_1_come_to_be_those_of_a_new_library(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    connection = sqlite3.connect(old)
    connection.executescript((Path(__file__).parent / "library-1.sql").read_text(encoding="utf-8"))
    connection.close()

    with Library(old) as library:
        library.set_sources(["a"], drop_others=True)
        assert [resource.id for resource, _ in library.resources()] == ["kept"]
        brought = schema(library)
    with Library(tmp_path / "new.db") as library:
        assert schema(library) == brought


def schema(library: Library) -> set[tuple[str, str]]:
    rows = library._connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {(name, " ".join(re.sub(r"--.*", "", sql).split())) for name, sql in rows}


def page(number: int) -> str:
    return f"<main><h1>Page {number}</h1><p>{NOTE}</p><p>{OWN.format(number)}</p></main>"


def test_the_index_neither_finds_nor_shows_the_disclaimer_of_every_page(tmp_path: Path) -> None:
    site = Site(tmp_path, sources=("sample",))
    for number in range(2):
        site.file(f"p{number}.html", page(number))
    site.run("index")

    site.file("p2.html", page(2))
    report = site.run("index", "--json").json()

    assert (report["added"], report["changed"]) == (1, 2)
    with Library(tmp_path / "var/library.db") as library:
        assert all(NOTE not in text for page in texts(library).values() for text in page)


def test_the_note_of_the_shipped_samples_is_left_out(tmp_path: Path) -> None:
    modules = Path(__file__).parents[2] / "corpus/modules"
    site = Site(tmp_path, sources=("sample",))
    for path in modules.glob("*.html"):
        site.file(path.name, path.read_bytes())

    site.run("index")

    with Library(tmp_path / "var/library.db") as library:
        delivered = texts(library)
    found = [text for page in delivered.values() for text in page]
    assert len(delivered) == 8
    assert not [text for text in found if "not guidance of any agency" in text or "legal advice" in text]


def test_left_out_of_a_page_is_what_repeats_and_stands_in_it() -> None:
    long = paragraphs_of([NOTE, OWN.format(1)])
    (note,) = paragraphs_of([NOTE]).long

    assert left_out(long, frozenset({note, 12345})) == {note}


def test_a_resource_without_files_is_delivered_as_it_is(library: Library) -> None:
    scan = library.scan("a", now="1")
    for number in range(4):
        scan.add(Found(resource=make_resource(f"r{number}", text=NOTE), where="here"))
    scan.finish((), library.documents, ())

    assert set(texts(library).values()) == {(NOTE,)}
