"""Thousands of documents, topics and keys of metadata make no large page.

Reported: they did.
"""

from collections.abc import Callable
from pathlib import Path

from flask.testing import FlaskClient

from indexer.resource import Resource
from searchapp.engine.model import HIT_DOCUMENTS, LISTED_DOCUMENTS
from tests.not_none import not_none
from tests.regressions.huge_resources.guides import MANY, SMALL, file, guide, passages, soup


def test_of_thousands_of_documents_a_few_are_named_and_all_can_be_met(
    client_for: Callable[..., FlaskClient],
) -> None:
    client = client_for(
        guide(*(file(number, *passages("crisis", 1, headed=False)) for number in range(MANY)))
    )

    for path in ("/api/v1/search", "/api/v1/search?q=crisis"):
        (hit,) = not_none(client.get(path).json)["results"]
        assert (len(hit["documents"]), hit["document_count"]) == (HIT_DOCUMENTS, MANY)
    met: list[str] = []
    for number in range(1, -(-MANY // LISTED_DOCUMENTS) + 1):
        answer = client.get(f"/api/v1/resources/guide?documents={number}&q=crisis")
        assert len(answer.data) < SMALL
        met += [document["title"] for document in not_none(answer.json)["documents"]]
    assert met == [f"File {number}" for number in range(MANY)]
    past = not_none(client.get("/api/v1/resources/guide?documents=99").json)
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
