"""What documents say is kept, listed and forgotten."""

from indexer.document_id import document_id
from indexer.library.library import Library
from indexer.resource import Passage
from tests.unit.library.filling import keep


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

    assert library.documents.without_text() == [("a", "scan.pdf", "pdf")]

    library.scan("a", now="3").finish((), library.documents, ())
    assert library.documents.without_text() == []


def test_documents_that_are_gone_are_forgotten_when_asked(library: Library) -> None:
    keep(library, "gone.pdf", "Words.", now="1")
    keep(library, "there.pdf", "Words.", now="1")
    library.scan("a", now="2").finish((), library.documents, [document_id("a", "there.pdf")])

    library.documents.forget_unseen()

    assert library.documents.get("a", "gone.pdf") is None
    assert library.documents.get("a", "there.pdf") is not None
