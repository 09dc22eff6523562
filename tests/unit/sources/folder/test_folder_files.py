"""A folder of files and its catalogue in; resources and what was wrong out."""

import os
from pathlib import Path

import pytest

from indexer.document_id import document_id
from indexer.errors import SourceError
from tests.unit.sources.folder.folders import Scan, catalogue, put, source


def test_files_without_a_line_are_resources_called_by_their_path(folder: Path, scanned: Scan) -> None:
    put(folder, "guides/Crisis Team.md", "# Crisis Teams\n\nA team of two.\n")
    put(folder, "plain.txt", "Plain words.")
    put(folder, "style.css", "p {}")

    resources, failures = scanned(source(folder))

    assert sorted(resources) == ["guides-crisis-team-md", "plain-txt"]
    assert resources["guides-crisis-team-md"].title == "Crisis Teams"
    assert resources["plain-txt"].title == "plain"
    (document,) = resources["guides-crisis-team-md"].documents
    assert (document.source, document.address, document.url) == ("sample", "guides/Crisis Team.md", None)
    assert document.id == document_id("sample", "guides/Crisis Team.md")
    assert "A team of two." in document.passages[0].text
    assert failures == []


def test_with_a_prefix_documents_have_addresses(folder: Path, scanned: Scan) -> None:
    put(folder, "guides/Crisis Team.md", "Words.")

    resources, _ = scanned(source(folder, "https://example.org/files"))

    (document,) = resources["guides-crisis-team-md"].documents
    assert document.url == "https://example.org/files/guides/Crisis%20Team.md"


def test_hidden_names_are_left_out(folder: Path, scanned: Scan) -> None:
    for address in (".git/a.md", "_drafts/b.md", ".c.md", "_d.md", "e.md"):
        put(folder, address, "Words.")

    resources, failures = scanned(source(folder))

    assert list(resources) == ["e-md"]
    assert failures == []


def test_a_catalogue_ties_files_and_adds_facts(folder: Path, scanned: Scan) -> None:
    put(folder, "guides/a.md", "# Alpha\n\nText of A.")
    put(folder, "guides/b.md", "Text of B.")
    catalogue(
        folder,
        {
            "id": "cit",
            "title": "Crisis",
            "year": 2019,
            "text": "Own.",
            "files": ["guides/a.md", "guides/b.md"],
        },
        {"id": "meta", "title": "Facts only"},
        {"id": "again", "files": "guides/a.md"},
    )

    resources, failures = scanned(source(folder))

    assert sorted(resources) == ["again", "cit", "meta"]
    assert [document.title for document in resources["cit"].documents] == ["Crisis", "Alpha", "b"]
    assert resources["meta"].documents == ()
    assert resources["again"].documents[0].id == resources["cit"].documents[1].id
    assert failures == []


@pytest.mark.parametrize(
    "address", ["gone.md", "../secret.md", "/etc/passwd", "a\\b.md", "link.md", "style.css"]
)
def test_a_file_that_cannot_be_tied_is_told_and_the_record_stays(
    folder: Path, scanned: Scan, address: str
) -> None:
    put(folder.parent, "secret.md", "Secret.")
    (folder / "link.md").symlink_to(folder.parent / "secret.md")
    put(folder, "style.css", "p {}")
    catalogue(folder, {"id": "cit", "title": "Crisis", "files": [address]})

    resources, failures = scanned(source(folder))

    assert list(resources) == ["cit"]
    assert resources["cit"].documents == ()
    assert any(
        address.rsplit("/", maxsplit=1)[-1].rsplit("\\", maxsplit=1)[-1] in failure for failure in failures
    )


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_read(folder: Path, scanned: Scan) -> None:
    put(folder.parent, "secret/secret.md", "Secret.")
    put(folder, "a.md", "Words.")
    (folder / "inside.md").symlink_to(folder / "a.md")
    (folder / "outside.md").symlink_to(folder.parent / "secret/secret.md")
    (folder / "out").symlink_to(folder.parent / "secret")
    (folder / "nowhere.md").symlink_to(folder / "gone.md")
    (folder / "around").symlink_to(folder)

    resources, failures = scanned(source(folder))

    assert sorted(resources) == ["a-md", "inside-md"]
    assert sorted(failure.partition(":")[0] for failure in failures) == [
        "sample/nowhere.md",
        "sample/out",
        "sample/outside.md",
    ]


def test_a_pipe_in_the_folder_does_not_stop_the_scan(folder: Path, scanned: Scan) -> None:
    os.mkfifo(folder / "pipe.txt")
    put(folder, "a.md", "Words.")

    resources, _ = scanned(source(folder))

    assert list(resources) == ["a-md"]


def test_two_files_with_one_slug_have_ids_of_their_own(folder: Path, scanned: Scan) -> None:
    put(folder, "a b.md", "One.")
    put(folder, "a-b.md", "Two.")

    resources, failures = scanned(source(folder))

    assert {key: one.documents[0].address for key, one in resources.items()} == {
        "a-b-md": "a-b.md",
        "a-b-md-2": "a b.md",
    }
    assert failures == []


def test_a_name_that_is_not_utf8_is_told(folder: Path, scanned: Scan) -> None:
    Path(os.fsdecode(bytes(folder) + b"/\xff.md")).write_text("Words.")
    put(folder, "a.md", "Words.")

    resources, failures = scanned(source(folder))

    assert list(resources) == ["a-md"]
    assert "not UTF-8" in failures[0]


def test_a_faulty_record_does_not_let_its_file_loose(folder: Path, scanned: Scan) -> None:
    put(folder, "a.md", "Words.")
    catalogue(folder, {"id": "cit", "types": [1], "files": ["a.md"]})

    resources, failures = scanned(source(folder))

    assert resources == {}
    assert "catalogue.jsonl line 1" in failures[0]


def test_a_csv_catalogue_is_read_too(folder: Path, scanned: Scan) -> None:
    put(folder, "a.md", "Words.")
    put(folder, "catalogue.csv", 'id,topics,files\ncit,"Stops, Searches, and Arrests|Use of Force",a.md\n')

    resources, _ = scanned(source(folder))

    assert resources["cit"].topics == ("Stops, Searches, and Arrests", "Use of Force")
    assert len(resources["cit"].documents) == 1


def test_a_folder_that_is_not_there_is_no_empty_folder(tmp_path: Path, scanned: Scan) -> None:
    with pytest.raises(SourceError, match="no such folder"):
        scanned(source(tmp_path / "gone"))
