"""A file is answered whatever it is called, and its name is a header that browsers read back.

Reported: a file with a line end in its name was answered by 500.
"""

import http.client
import re
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.control_characters import has_control
from indexer.resource import Document, Resource
from searchapp.web.disposition import disposition
from tests.not_none import not_none
from tests.regressions.control_characters.odd_resource import FORGED, NAMES
from tests.unit.web.serving import served


@pytest.mark.parametrize("number", range(len(NAMES)), ids=map(ascii, NAMES))
def test_a_file_is_answered_whatever_it_is_called(client: FlaskClient, number: int) -> None:
    name = NAMES[number]

    answer = client.get(f"/files/a{number}/{quote(name)}")

    assert (answer.status_code, answer.data) == (200, b"abc")
    header = answer.headers["Content-Disposition"]
    assert header.isascii()
    assert not has_control(header)
    assert header.startswith("inline; filename=")


def test_the_real_server_answers_it_and_writes_no_line(tmp_path: Path, build_for: Callable[..., Any]) -> None:
    name = f"a\n{FORGED}\x1b[31m\u202e.pdf"
    document = Document(id="d1", title="A", source="guides", address=name, format="pdf")
    build_for(Resource(id="a", title="A", documents=(document,)))

    with served(tmp_path) as server:
        (tmp_path / "guides" / name).write_bytes(b"abc")
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("GET", f"/files/d1/{quote(name)}")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"abc")
        connection.request("GET", f"/nowhere/{quote(name)}")
        assert connection.getresponse().status == 404
        connection.close()
        written = server.stop()

    assert FORGED not in written


def file_name(header: str) -> str | None:
    """The name as Python's own parser of headers understands it."""
    message = Message()
    message["Content-Disposition"] = header
    return message.get_filename()


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("guide.pdf", "guide.pdf", "guide.pdf"),
        ("a guide, of 2019; (final).pdf", "a guide, of 2019; (final).pdf", "a guide, of 2019; (final).pdf"),
        ('quo"te\\back.pdf', "quo_te_back.pdf", 'quo"te\\back.pdf'),
        ("100%25.pdf", "100_25.pdf", "100%25.pdf"),
        ("Führung für Élèves.pdf", "Fuhrung fur Eleves.pdf", "Führung für Élèves.pdf"),
        ("警察.pdf", "__.pdf", "警察.pdf"),
        ("\U0001f680.pdf", "_.pdf", "\U0001f680.pdf"),
        ("a\uff0fb.pdf", "a_b.pdf", "a\uff0fb.pdf"),
        ("one\ntwo\r\nthree\x1b[31m.pdf", "one two three[31m.pdf", "one two three[31m.pdf"),
        ("exe.\u202efdp", "exe.fdp", "exe.fdp"),
        ("half\udcff.pdf", "half_.pdf", "half\ufffd.pdf"),
        ("\n\x1b", "document", "document"),
        ("", "document", "document"),
    ],
)  # fmt: skip
def test_a_name_is_a_header_that_browsers_read_back(name: str, plain: str, whole: str) -> None:
    header = disposition(name, inline=False)

    assert header.isascii()
    assert not_none(re.match(r'attachment; filename="([^"\\%]*)"', header))[1] == plain
    extended = re.search(r"; filename\*=(UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*)$", header)
    assert (extended is not None) == (plain != whole)
    if extended is None:
        assert file_name(header) == whole
    else:
        assert file_name(f"attachment; filename*={extended[1]}") == whole
