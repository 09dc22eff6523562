"""A proxy that compresses answers adds a mark to their ETag, Apache for one `-gzip`, and passes it back as it is.

Reported: an answer asked for again with `If-None-Match: "TAG-gzip"` was searched for and sent whole, where 304 was due.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.resource import Document

CODED = [
    '"{}-gzip"', '"{};gzip"', 'W/"{}-gzip"', '"{}--gzip"', '"{}-br"', '"{};br"', '"{}:br"', '"{}-zstd"', 'W/"{}-zstd"',
    '"{}-deflate"', '"{}+gzip"', '"{}.gz"', '"{};gz"', '"{}-gunzip"', '"{}-x-gzip"', '"{}-GZIP"', '"{}-gzip-gzip"',
    '"{}-br--gzip"', '"other", "{}-gzip"', 'W/"a", W/"{}-br" , "b"', "{}-gzip", '"{0}-gzip","{0}"',
]  # fmt: skip
OTHER = ['"{}x"', '"{}-"', '"{}gzip"', '"{}-gzipped"', '"x{}-gzip"', '"{}-2"', '"-gzip"', '"{} -gzip,"']
BODY = b"%PDF-1.4\n" + bytes(range(256))
PATHS = ["/api/v1/search?q=crisis", "/api/v1/resources/a?q=crisis", "/files/d1/a.pdf", "/static/site.css"]


@pytest.fixture
def client(client_for: Callable[..., Any], resource: Callable[..., Any], folder: Path) -> Any:
    (folder / "a.pdf").write_bytes(BODY)
    document = Document(id="d1", title="Guide", source="guides", address="a.pdf", format="pdf")
    return client_for(resource("a", text="crisis", documents=(document,)))


def bare_tag(client: Any, path: str) -> str:
    return str(client.get(path).headers["ETag"]).strip('"')


@pytest.mark.parametrize("path", PATHS)
def test_an_answer_known_in_compressed_form_is_not_sent_again(client: Any, path: str) -> None:
    tag = bare_tag(client, path)

    for shape in CODED:
        response = client.get(path, headers={"If-None-Match": shape.format(tag)})

        assert (response.status_code, response.data) == (304, b""), shape
        assert response.headers["ETag"] == f'"{tag}"'


@pytest.mark.parametrize("path", PATHS)
def test_any_other_tag_is_another_answer(client: Any, path: str) -> None:
    tag = bare_tag(client, path)

    for shape in OTHER:
        assert client.get(path, headers={"If-None-Match": shape.format(tag)}).status_code == 200, shape


@pytest.mark.parametrize("mark", ["-gzip", ";gzip", "-br"])
def test_a_condition_on_bytes_is_held_to_the_byte(client: Any, mark: str) -> None:
    path = "/files/d1/a.pdf"
    tag = bare_tag(client, path)
    part = {"Range": "bytes=0-3"}

    # A range is put together with what the client has: the bytes of a compressed answer are others.
    assert client.get(path, headers={**part, "If-Range": f'"{tag}"'}).status_code == 206
    for sent in (f'"{tag}{mark}"', f'W/"{tag}"'):
        whole = client.get(path, headers={**part, "If-Range": sent})
        assert (whole.status_code, whole.data) == (200, BODY)
        assert client.get(path, headers={"If-Match": sent}).status_code == 412
    assert client.get(path, headers={"If-Match": f'"{tag}"'}).status_code == 200


def test_a_header_full_of_marks_is_answered(client: Any) -> None:
    for header in ("-gzip" * 12_000, '"' + "-gzip" * 12_000 + '"', "-gzip " * 10_000, '"x-gzip",' * 8_000):
        assert client.get("/static/icon.svg", headers={"If-None-Match": header}).status_code == 200
