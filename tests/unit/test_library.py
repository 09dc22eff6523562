import os
import sqlite3
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.config import ReadingConfig
from indexer.errors import FieldguideError, LibraryError, RecordError
from indexer.library import Library, last_runs
from indexer.library_documents import FileState
from indexer.library_schema import LIBRARY_VERSION, copy_database
from indexer.readers.guard import GuardedReader
from indexer.readers.outcome import ReadResult
from indexer.reading import Reading
from indexer.resource import Document, Passage, Place, Resource, Topic
from indexer.sources.document import document_id
from indexer.sources.source import Found
from tests.making import make_resource


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.db") as opened:
        opened.set_sources(["a", "b"], drop_others=True)
        yield opened


def fill(
    library: Library, source: str, *resources: Resource, topics: tuple[Topic, ...] = (), now: str = "1"
) -> list[str]:
    failures = []
    scan = library.scan(source, now=now)
    for number, resource in enumerate(resources, 1):
        try:
            scan.add(Found(resource=resource, where=f"{source} line {number}"))
        except RecordError as error:
            failures.append(str(error))
    scan.finish(topics, library.documents, ())
    return failures


def ids(library: Library) -> list[str]:
    return [resource.id for resource, _ in library.resources()]


def test_a_resource_comes_back_as_it_went_in(library: Library) -> None:
    place = Place(heading=("Part", "Chapter"), page=3, page_label="iii", anchor="here", seconds=1.5)
    resource = make_resource(
        "x/y é",
        title="Crisis “Teams”",
        url="https://example.org/a",
        summary="About",
        types=("Report",),
        topics=("Stops, Searches, and Arrests",),
        year=2019,
        listed_at="https://example.org/list",
        metadata={"pages": 3, "nested": {"a": [None, True, 1.5]}},
        passages=(Passage(text="One\nTwo", place=place), Passage(text="Bare")),
        source="a",
    )

    fill(library, "a", resource)

    ((found, digest),) = library.resources()
    assert found == resource
    assert list(library.hashes()) == [("x/y é", "a", digest)]


def test_resources_come_by_id_in_code_points(library: Library) -> None:
    fill(library, "a", *(make_resource(key) for key in ("b", "Z", "é", "a", "\U0001f693", "\uff01")))

    assert ids(library) == sorted(["b", "Z", "é", "a", "\U0001f693", "\uff01"])


def test_what_a_complete_scan_does_not_meet_is_gone(library: Library) -> None:
    fill(library, "a", make_resource("one"), make_resource("two"))
    fill(library, "b", make_resource("three"))

    fill(library, "a", make_resource("two"))

    assert ids(library) == ["three", "two"]


def test_a_scan_that_does_not_finish_changes_nothing(library: Library) -> None:
    fill(library, "a", make_resource("one"))

    scan = library.scan("a", now="2")
    scan.add(Found(resource=make_resource("two"), where="here"))

    assert ids(library) == ["one"]
    fill(library, "a", make_resource("three"))
    assert ids(library) == ["three"]


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "Other."},
        {"title": "T"},
        {"year": 1},
        {"topics": ("x",)},
        {"types": ("x",)},
        {"summary": "s"},
        {"url": "https://x.org"},
        {"metadata": {"k": 1}},
    ],
)
def test_the_hash_changes_with_everything_that_shapes_the_index(
    library: Library, facts: dict[str, Any]
) -> None:
    fill(library, "a", make_resource("one", text="Words."))
    ((_, _, before),) = library.hashes()

    fill(library, "a", make_resource("one", **{"text": "Words.", **facts}))

    ((_, _, after),) = library.hashes()
    assert before != after


def test_an_unchanged_resource_keeps_its_hash(library: Library) -> None:
    fill(library, "a", make_resource("one", text="Words."), now="1")
    before = list(library.hashes())

    fill(library, "a", make_resource("one", text="Words."), now="2")

    assert list(library.hashes()) == before


def test_of_two_sources_with_one_id_the_first_has_it_and_both_are_named(library: Library) -> None:
    assert fill(library, "b", make_resource("x", title="of b", source="b")) == []
    assert fill(library, "a", make_resource("x", title="of a", source="a")) == []
    (failure,) = fill(library, "b", make_resource("x", title="of b", source="b"))

    ((resource, _),) = library.resources()
    assert resource.title == "of a"
    assert all(word in failure for word in ("'x'", "'a'", "'b'", "b line 1"))


def test_a_resource_stays_while_any_source_has_it(library: Library) -> None:
    fill(library, "a", make_resource("x", title="of a"))
    fill(library, "b", make_resource("x", title="of b"))

    fill(library, "a")

    ((resource, _),) = library.resources()
    assert resource.title == "of b"


def test_a_source_that_is_dropped_takes_its_resources_along(library: Library) -> None:
    fill(library, "a", make_resource("one"))
    fill(library, "b", make_resource("two"))

    library.set_sources(["b"], drop_others=True)

    assert ids(library) == ["two"]


def test_topics_come_once_each_with_a_slug_of_its_own(library: Library) -> None:
    fill(
        library, "a", topics=(Topic(name="Force", slug="force", intro="a"), Topic(name="FORCE", slug="force"))
    )
    fill(library, "b", topics=(Topic(name="Force", slug="other", intro="b"),))

    assert [(topic.name, topic.slug, topic.intro) for topic in library.topics()] == [
        ("Force", "force", "a"),
        ("FORCE", "force-2", ""),
    ]


def test_the_text_of_a_file_is_joined_from_its_document(library: Library) -> None:
    keep(library, "guide.md", "Old text.")
    document = Document(
        id=document_id("a", "guide.md"), title="Guide", source="a", address="guide.md", format="markdown"
    )
    fill(library, "a", Resource(id="one", documents=(document,)))
    ((_, _, before),) = library.hashes()

    keep(library, "guide.md", "New text.")

    ((resource, after),) = library.resources()
    assert resource.documents[0].passages == (Passage(text="New text."),)
    assert after != before


def keep(library: Library, address: str, text: str, *, now: str = "1") -> None:
    state = FileState(size=1, mtime_ns=1, content=b"", reader=1)
    passages = (Passage(text=text),) if text else ()
    library.documents.keep("a", address, state, ReadResult(format="pdf", passages=passages), now=now)


def test_a_document_that_fails_keeps_its_last_good_text(library: Library) -> None:
    keep(library, "guide.md", "Good text.")

    library.documents.fail("a", "guide.md", "it is damaged", now="2")

    stored = library.documents.get("a", "guide.md")
    assert stored is not None
    assert stored.error == "it is damaged"
    assert library.documents.passages(document_id("a", "guide.md")) == (Passage(text="Good text."),)


def test_documents_without_text_are_listed_while_they_are_there(library: Library) -> None:
    keep(library, "scan.pdf", "", now="2")
    keep(library, "full.pdf", "Words.", now="2")
    library.scan("a", now="2").finish((), library.documents, ())

    assert library.documents.textless() == [("a", "scan.pdf", "pdf")]

    library.scan("a", now="3").finish((), library.documents, ())
    assert library.documents.textless() == []


def test_documents_that_are_gone_are_forgotten_when_asked(library: Library) -> None:
    keep(library, "gone.pdf", "Words.", now="1")
    keep(library, "there.pdf", "Words.", now="1")
    library.scan("a", now="2").finish((), library.documents, [document_id("a", "there.pdf")])

    library.documents.forget_unseen()

    assert library.documents.get("a", "gone.pdf") is None
    assert library.documents.get("a", "there.pdf") is not None


class _Counting(GuardedReader):
    """Counts what is really read."""

    def __init__(self) -> None:
        super().__init__(ReadingConfig())
        self.read_addresses: list[str] = []

    def read(self, path: Path, format: str, where: str) -> ReadResult:  # noqa: A002
        self.read_addresses.append(where)
        return super().read(path, format, where)


@pytest.fixture
def reader() -> Iterator[_Counting]:
    with _Counting() as counting:
        yield counting


def reading(
    library: Library, reader: _Counting, failures: list[FieldguideError], max_bytes: int = 1000
) -> Reading:
    return Reading(
        source="a",
        documents=library.documents,
        reader=reader,
        max_bytes=max_bytes,
        report=failures.append,
        now="1",
    )


def old(path: Path, text: str, seconds: int = 1_000_000_000) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (seconds, seconds))
    return path


def test_an_unchanged_file_is_read_once(library: Library, tmp_path: Path, reader: _Counting) -> None:
    path = old(tmp_path / "a.txt", "words")

    first = reading(library, reader, [])(path, "a.txt", "text")
    second = reading(library, reader, [])(path, "a.txt", "text")

    assert first == second
    assert len(reader.read_addresses) == 1


def test_a_new_time_alone_is_no_change(library: Library, tmp_path: Path, reader: _Counting) -> None:
    path = old(tmp_path / "a.txt", "words")
    reading(library, reader, [])(path, "a.txt", "text")

    old(path, "words", seconds=1_100_000_000)
    reading(library, reader, [])(path, "a.txt", "text")

    assert len(reader.read_addresses) == 1


def test_a_file_just_written_is_judged_by_its_bytes(
    library: Library, tmp_path: Path, reader: _Counting
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    time = path.stat().st_mtime_ns
    reading(library, reader, [])(path, "a.txt", "text")

    path.write_text("other")
    os.utime(path, ns=(time, time))
    reading(library, reader, [])(path, "a.txt", "text")

    assert len(reader.read_addresses) == 2


def test_a_new_reader_reads_again(
    library: Library, tmp_path: Path, reader: _Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = old(tmp_path / "a.txt", "words")
    reading(library, reader, [])(path, "a.txt", "text")

    monkeypatch.setattr("indexer.reading.READER_VERSIONS", {"text": 99})
    reading(library, reader, [])(path, "a.txt", "text")

    assert len(reader.read_addresses) == 2


def test_a_failing_file_is_told_in_each_run_once_and_keeps_its_facts(
    library: Library, tmp_path: Path, reader: _Counting
) -> None:
    path = old(tmp_path / "a.txt", "words")
    good = reading(library, reader, [])(path, "a.txt", "text")
    old(path, "")

    for _ in range(2):
        failures: list[FieldguideError] = []
        now = reading(library, reader, failures)
        assert now(path, "a.txt", "text") == good
        assert now(path, "a.txt", "text") == good
        assert [str(failure).partition(";")[0] for failure in failures] == ["a/a.txt: it is empty"]

    old(path, "words again")
    failures = []
    reading(library, reader, failures)(path, "a.txt", "text")
    assert failures == []


def test_a_file_that_never_could_be_read_has_no_facts(
    library: Library, tmp_path: Path, reader: _Counting
) -> None:
    failures: list[FieldguideError] = []

    facts = reading(library, reader, failures)(tmp_path / "gone.txt", "gone.txt", "text")

    assert facts is None
    assert "cannot be opened" in str(failures[0])


def test_a_stream_of_many_resources_takes_little_memory(tmp_path: Path) -> None:
    text = "Some twenty words of text that repeat in every record so that it has a size. " * 20
    count = 20_000

    with Library(tmp_path / "library.db") as library:
        library.set_sources(["a"], drop_others=True)
        tracemalloc.start()
        scan = library.scan("a", now="1")
        for number in range(count):
            resource = make_resource(f"r{number}", passages=(Passage(text=f"{number} {text}"),))
            scan.add(Found(resource=resource, where="here"))
        scan.finish((), library.documents, ())
        found = sum(1 for _ in library.resources())
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert found == count
    assert peak < count * len(text) / 2  # all of it at once would be twice this, and more


def test_the_last_runs_are_told_the_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    assert last_runs(path) == []
    assert not path.exists()
    with Library(path) as library:
        library.end_run(library.begin_run(now="1"), {"outcome": "published"}, now="2")
        library.begin_run(now="3")

    assert last_runs(path, 5) == [
        {"started": "3", "finished": None},
        {"started": "1", "finished": "2", "outcome": "published"},
    ]


def test_a_copy_leaves_the_library_alone(tmp_path: Path) -> None:
    path = tmp_path / "a" / "library.db"
    with Library(path) as library:
        library.set_sources(["a"], drop_others=True)
        fill(library, "a", make_resource("one"))
    before = path.read_bytes()

    copy_database(path, tmp_path / "copy.db")

    with Library(tmp_path / "copy.db") as copy:
        assert ids(copy) == ["one"]
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == ["library.db"]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"plain text, no database at all" * 50, "damaged"), (b"", None)],
)
def test_a_file_that_is_no_library_is_refused_and_an_empty_one_is_new(
    tmp_path: Path, content: bytes, said: str | None
) -> None:
    path = tmp_path / "library.db"
    path.write_bytes(content)

    if said is None:
        Library(path).close()
    else:
        with pytest.raises(LibraryError, match=said):
            Library(path)
        assert path.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE mails (id)")
    other.commit()
    other.close()
    before = path.read_bytes()

    with pytest.raises(LibraryError, match="not a library of ours"):
        Library(path)

    assert path.read_bytes() == before


def test_a_library_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    Library(path).close()
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {LIBRARY_VERSION + 1}")
    newer.close()

    with pytest.raises(LibraryError, match="newer Fieldguide"):
        Library(path)


def test_a_folder_in_the_librarys_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="unable to open"):
        Library(tmp_path)


def test_a_full_disk_is_told_and_loses_nothing(library: Library) -> None:
    fill(library, "a", make_resource("one"))
    # What a full disk does: SQLite answers the same when a file may not grow.
    pages = library._connection.execute("PRAGMA page_count").fetchone()[0]
    library._connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(LibraryError, match="full") as caught:
        fill(library, "a", *(make_resource(f"r{number}", text="Words. " * 1000) for number in range(50)))

    assert "make room" in str(caught.value)
    assert ids(library) == ["one"]


def test_a_library_that_another_program_holds_is_told(library: Library, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "library.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    library._connection.execute("PRAGMA busy_timeout = 1")

    with pytest.raises(LibraryError, match="locked"):
        fill(library, "a", make_resource("one"))

    other.close()
