"""What steers a terminal, forges a line of a log or turns text round never leaves us, whatever a build or a question holds.

Reported: a file with a line end in its name was answered by 500, and wrote a line of its own into the server's log; marks
of writing direction in titles turned pages round.
"""

import http.client
import io
import json
import logging
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from email.message import Message
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from indexer.control_characters import has_control
from indexer.errors import FieldguideError, SourceError
from indexer.resource import Document, Passage, Place, Resource, Topic
from indexer.runs.report import FailedRun
from indexer.runs.report_page import report_page, write_report
from searchapp.cli import main
from searchapp.server import EventFormatter
from searchapp.web.disposition import disposition
from tests.unit.a_site import Ran, Site
from tests.unit.web.serving import served

STEERING = [
    "\n", "\r", "\r\n", "\t", "\x00", "\x07", "\x08", "\x1b[31m", "\x1b]0;title\x07", "\x7f", "\x85", "\x9b31m", "\u061c",
    "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068",
    "\u2069", "\ufeff", "\ufff9",
]  # fmt: skip
ALL = "x".join(STEERING)
NAMES = [f"odd{character}name.pdf" for character in STEERING if "\x00" not in character]
TYPED = ALL.replace("\x00", "")  # no argument of a process can hold that one
FORGED = "ERROR searchapp: everything is lost"


def printed(text: str) -> list[str]:
    """The control characters in what was printed, ends of lines left aside."""
    return [line for line in text.split("\n") if has_control(line)]


def on_page(text: str) -> list[str]:
    return [ascii(line) for line in text.replace("\t", " ").split("\n") if has_control(line)]


def odd_resource(key: str = "a") -> Resource:
    """What an older version may have kept: control characters in everything that is shown."""
    passage = Passage(
        text=f"crisis {ALL} text",
        place=Place(heading=(f"Heading {ALL}", ALL), page=2, page_label=f"v{ALL}", anchor=f"an{ALL}chor"),
    )
    documents = tuple(
        Document(
            id=f"{key}{number}",
            title=f"Document {ALL}",
            source="guides",
            address=name,
            format="pdf",
            bytes=3,
            pages=3,
            passages=(passage,),
        )
        for number, name in enumerate(NAMES)
    )
    return Resource(
        id=key,
        title=f"Crisis {ALL} title",
        summary=f"Summary {ALL}",
        types=(f"Type {ALL}",),
        topics=(f"Topic {ALL}",),
        year=2020,
        documents=documents,
        metadata={f"key {ALL}": f"value {ALL}", "list": [ALL]},
        source="guides",
    )


@pytest.fixture
def client(client_for: Callable[..., FlaskClient], folder: Path) -> FlaskClient:
    for name in NAMES:
        (folder / name).write_bytes(b"abc")
    topic = Topic(name=f"Topic {ALL}", slug="topic", intro=f"Intro {ALL}", disclaimer=f"Disclaimer {ALL}")
    return client_for(odd_resource(), odd_resource("b"), topics=(topic,))


# pages


@pytest.mark.parametrize(
    "path",
    [
        "/", "/search", "/search?q=crisis", f"/search?topic={quote(f'Topic {ALL}')}", "/topics/topic", "/topics/topic?q=crisis",
        "/resources/a", "/resources/a?q=crisis", "/resources/a/text",
    ],
)  # fmt: skip
def test_no_page_holds_any_whatever_a_build_holds(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert "Crisis" in answer.text or "Topic" in answer.text
    assert on_page(answer.text) == []


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_no_page_repeats_any_that_was_typed(client: FlaskClient, character: str) -> None:
    typed = quote(f"before{character}behind")
    filters = "&".join(f"{name}={typed}" for name in ("topic", "type", "year", "sort", "page", "year_from"))

    for path in (
        f"/search?q={typed}", f"/search?q=zebra+-{typed}", f"/search?{filters}&q=crisis", f"/topics/topic?q={typed}",
        f"/resources/a?q={typed}", f"/resources/{typed}", f"/topics/{typed}", f"/{typed}", f"/files/{typed}/x",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in {200, 404}
        assert on_page(answer.text) == [], path
        assert on_page(unescape(answer.text)) == [], path
        assert not [name for name, value in answer.headers if has_control(name + value)]


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_no_problem_repeats_any_that_was_sent(client: FlaskClient, character: str) -> None:
    typed = quote(f"a{character}b")

    for path in (f"/api/v1/resources/{typed}", f"/api/v1/search?page={typed}&sort={typed}&{typed}=1"):
        answer = client.get(path)
        assert answer.content_type == "application/problem+json"
        assert answer.json is not None
        strings = [
            answer.json["detail"] or "",
            *(text for one in answer.json["errors"] for text in one.values()),
        ]
        assert not [text for text in strings if has_control(text)]


def test_the_page_of_a_run_holds_none(tmp_path: Path) -> None:
    record = FailedRun(failed=1, failures=(f"x{ALL}x",))
    path = tmp_path / "run.html"

    write_report(path, record, site=f"Site {ALL}")

    assert has_control(report_page(record, site="x").replace("\n", ""))
    assert on_page(path.read_text(encoding="utf-8")) == []


# headers


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
    assert re.match(r'attachment; filename="([^"\\%]*)"', header)[1] == plain  # type: ignore[index]
    extended = re.search(r"; filename\*=(UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*)$", header)
    assert (extended is not None) == (plain != whole)
    if extended is None:
        assert file_name(header) == whole
    else:
        assert file_name(f"attachment; filename*={extended[1]}") == whole


# logs


def logged(app: Flask, ask: Callable[[FlaskClient], Any]) -> str:
    """What the application logs while it answers, as the server writes it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(EventFormatter("%(levelname)s %(name)s: %(message)s"))
    app.logger.addHandler(handler)
    try:
        ask(app.test_client())
    finally:
        app.logger.removeHandler(handler)
    return out.getvalue()


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_a_fault_of_ours_is_logged_on_lines_of_its_own(client: FlaskClient, character: str) -> None:
    app = client.application

    def fault(rest: str) -> str:
        raise ValueError(f"{rest} {ALL}{FORGED}")

    app.add_url_rule("/fault/<anything:rest>", "fault", fault)
    path = f"/fault/{quote(f'x{character}{FORGED}')}?q=secret+question"

    written = logged(app, lambda asking: asking.get(path))

    assert printed(written) == []
    first, *others = written.rstrip("\n").split("\n")
    assert first.startswith("ERROR searchapp.web: Exception on GET /fault/x")
    assert all(line.startswith("    ") for line in others)
    assert "secret" not in written


def test_an_event_is_one_line_whatever_its_fields_hold() -> None:
    event = logging.makeLogRecord(
        {"msg": f"it {ALL} failed", "levelname": "ERROR", "name": "x", "error": f"{ALL}{FORGED}", "path": ALL}
    )

    line = EventFormatter("%(levelname)s %(name)s: %(message)s").format(event)

    assert not has_control(line)
    assert line.startswith("ERROR x: it ")


# the terminal


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", ("sample",))
    with site.builds.lock():
        site.builds.publish(site.builds.write([(odd_resource(), "hash")]).id)
    return site


def fieldguide(site: Site, *words: str) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--config", str(site.config), *words])
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


@pytest.mark.parametrize(
    "words",
    [
        ("search", "crisis"), ("search",), ("search", f"crisis {TYPED}"), ("search", "--json", f"crisis {TYPED}"), ("status",),
        ("search", "--topic", TYPED, "crisis"), ("search", f"zebra{TYPED}quokka"), ("builds",), ("explain", f"crisis {TYPED}", "a"),
        ("explain", "--json", f"crisis {TYPED}", "a"), ("explain", "crisis", TYPED), ("trace", TYPED), ("trace", "--json", TYPED),
        (TYPED,), (f"--{TYPED}",), ("index", f"--{TYPED}"), ("publish", TYPED), ("search", "--sort", TYPED), ("search", "--page", TYPED),
        ("index", "--source", TYPED), ("index", "--html", f"/nowhere/{TYPED}"), ("runs", TYPED), ("init", f"/nowhere{TYPED}"),
        ("evaluate", "--queries", TYPED, "--qrels", TYPED), ("--config", TYPED, "status"),
    ],
    ids=lambda words: ascii(" ".join(words)[:40]),
)  # fmt: skip
def test_a_command_prints_none(site: Site, words: tuple[str, ...]) -> None:
    ran = fieldguide(site, *words)

    assert printed(ran.out) == []
    assert printed(ran.err) == []
    assert ran.out or ran.err
    if "--json" in words and ran.code == 0:
        json.loads(ran.out)


def test_json_in_a_terminal_is_escaped_and_says_the_same(site: Site) -> None:
    found = fieldguide(site, "search", "--json", f"crisis {ALL}").json()

    assert found["query"]["q"] == f"crisis {ALL}".strip()
    assert found["results"][0]["title"] == f"Crisis {ALL} title"


def test_a_run_over_files_with_odd_names_prints_none(site: Site) -> None:
    for number, name in enumerate(NAMES):
        site.file(name, b"no pdf")
        site.file(name.replace(".pdf", ".txt"), f"words of {number}")
    site.file("catalogue.jsonl", json.dumps({"id": f"a{ALL}b", "title": ALL}) + "\n")

    ran = fieldguide(site, "index", "--yes")
    again = [
        fieldguide(site, *words) for words in (("status",), ("runs", "1"), ("search", "words"), ("verify",))
    ]

    assert ran.code == 3
    for each in (ran, *again):
        assert printed(each.out) == []
        assert printed(each.err) == []


def test_every_line_goes_through_the_one_way_to_the_terminal() -> None:
    root = Path(__file__).parents[2]
    around = re.compile(r"\bprint\(|click\.s?echo|\.show\(\)|(?:stdout|stderr)\.write\(|\bConsole\(")
    found = {
        str(path.relative_to(root))
        for folder in ("indexer/cli", "indexer/runs", "searchapp")
        for path in (root / folder).rglob("*.py")
        if around.search(path.read_text(encoding="utf-8"))
    }

    assert found == {
        "indexer/cli/terminal.py",
        "indexer/cli/progress.py",
    }  # the bar escapes what it is told to say


@pytest.mark.parametrize("kind", [FieldguideError, SourceError])
def test_an_error_is_one_line(kind: type[FieldguideError]) -> None:
    error = kind(f"what {ALL}", where=f"where {ALL}", fix=f"fix {ALL}")

    assert not has_control(str(error))
