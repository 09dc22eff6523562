"""Control characters in titles, topics, headings and file names reached headers, logs, terminals and pages: a name with a
newline forged a line of a log, a title with U+202E turned a page round.

They are taken out where text enters, and shown escaped where a file has to be named as it is called.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from indexer.config import load_config
from indexer.control_characters import has_control
from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.not_none import not_none
from tests.sampling import sampled
from tests.unit.a_site import Site
from tests.unit.readers.docx.word_files import saved

# One of each kind: of a terminal (C0, DEL, C1), of lines, of direction, and what nobody sees.
EVIL = "\x1b]0;owned\x07\x00\x7f\x9b31m\x85\u2028\u2029\u202e\u2066\u200f\u061c\ufeff"
BREAKS = "one\ntwo\tthree\r\nfour"
IN_FILES = EVIL.replace("\x00", "")  # what holds NULs is no text to begin with
WORDS = "Some words that are there because they are read, and because a text is mostly that. " * 9
NAMES = [
    "new\nline.md",
    "esc\x1b[31m.md",
    "turn\u202ecod.md",
    "c1\x9bm.txt",
    "mark\u200f\ufeff.md",
    "tab\t.txt",
]


def text_of(value: Any) -> Iterator[str]:
    """Yield every text in an answer, keys too; what has lines may have them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from text_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from text_of(inner)


def evil_in(text: str) -> list[str]:
    """Return the control characters of *text*, but for those of its layout."""
    return [sign for sign in text if has_control(sign) and sign not in "\n\t"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    made = Site(tmp_path_factory.mktemp("site"), ("export", "sample"))
    made.records(
        {
            "id": "evil",
            "title": f"Ti{EVIL}tle {BREAKS}",
            "summary": f"Sum{EVIL}mary {BREAKS}",
            "url": "\u200f https://example.org/a \ufeff\n",
            "types": [f"Ty{EVIL}pe"],
            "topics": [f"To{EVIL}pic {BREAKS}", "To]0;owned31m pic one two three four"],
            "text": f"Words{EVIL} of a text.\n\nMore words.",
            "passages": [
                {"heading": [f"Head{EVIL}ing {BREAKS}"], "page_label": f"v{EVIL}", "anchor": f"#a{EVIL}", "text": f"Pass{EVIL}age."}
            ],
            f"ke{EVIL}y": {f"in{EVIL}ner": [f"val{EVIL}ue {BREAKS}"]},
        }
    )  # fmt: skip
    for name in NAMES:
        made.file(name, f"# Head{IN_FILES}ing\n\nWords{IN_FILES} of {name.encode()!r}.\n\n{WORDS}\n")
    made.file(b"caf\xe9\n.md".decode("utf-8", "surrogateescape"), "Words of latin.")
    made.file("fails\x1b[2J\u202e.pdf", b"no PDF at all")
    made.file("~$owner\x1b[2J\u202e.docx", b"owner")
    made.file("page.html", page(f"Ti{EVIL}tle", f"<h2 id='a{EVIL}'>Sec{EVIL}tion</h2><p>Words{EVIL}.</p>"))
    made.file(
        "captions.vtt",
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann{IN_FILES}>Words{IN_FILES} said.\n\n00:03.000 --> 00:04.000\n{WORDS}\n",
    )
    made.file("scan\u202e.pdf", pdf(f"Doc{EVIL}title", ""))
    made.file("text.pdf", pdf(f"Another{EVIL} title", "Words on a page."))
    word = Document()
    word.core_properties.title = "Word \u202etitle\u2028here"
    word.add_heading("Head\u202eing\u200f", 1)
    word.add_paragraph("Wo\u2066rds.")
    made.file("word.docx", saved(word))
    cards = "".join(card(f"/{number}", f"Card{EVIL} {number}") for number in range(6))
    made.file("list.html", page("List", f"<ul>{cards}</ul>"))
    return made


def page(title: str, body: str) -> str:
    return f"<!doctype html><title>{title}</title><meta name='description' content='Sum{EVIL}mary'><main><h1>{title}</h1>{body}</main>"


def card(href: str, title: str) -> str:
    return (
        f'<li><h3><a href="{href}{EVIL}">{title}</a></h3><p>Report | 2012</p><p>Use of{EVIL} Force</p></li>'
    )


def pdf(title: str, text: str) -> bytes:
    canvas = Canvas("", pagesize=(300, 300), invariant=True)
    canvas.setTitle(title)
    canvas.drawString(50, 200, text)
    canvas.showPage()
    data: bytes = canvas.getpdfdata()
    return data


@pytest.fixture(scope="module")
def said(site: Site) -> dict[str, str]:
    """What the commands said of it, on both streams."""
    said = {}
    for number, words in enumerate(
        (
            ("index", "--html", str(site.root / "report.html")),
            ("index", "--full"),
            ("status",),
            ("runs", "1"),
            *(("trace", f"sample/{name}") for name in NAMES),
            ("trace", "evil"),
            ("trace", "sample/fails\x1b[2J\u202e.pdf"),
        )
    ):
        ran = site.run(*words)
        said[f"{number} {words[0]}"] = ran.out + ran.err
    said["report"] = (site.root / "report.html").read_text(encoding="utf-8")
    return said


def test_no_command_and_no_report_says_one(said: dict[str, str]) -> None:
    assert {name: evil_in(text) for name, text in said.items() if evil_in(text)} == {}
    assert r"sample/fails\x1b[2J\u202e.pdf: " in said["0 index"]
    assert r"sample/caf\udce9\n.md: its path is not UTF-8; rename it" in said["0 index"].splitlines()
    assert r"sample/~$owner\x1b[2J\u202e.docx" in said["report"]
    assert r"sample/scan\u202e.pdf" in said["2 status"]


def test_no_page_and_no_answer_holds_one(site: Site, said: dict[str, str]) -> None:
    assert said
    config = load_config(site.config)
    client = create_app(config, open_engine(config)).test_client()
    found = not_none(client.get("/api/v1/search?per_page=100").json)

    ids = [hit["id"] for hit in found["results"]]
    assert len(ids) == 1 + len(NAMES) + 5 + 6

    table = client.get("/search.csv").get_data(as_text=True)
    assert evil_in(table.removeprefix("\ufeff").replace("\r\n", "\n")) == []  # as Excel wants its lines
    for address in ("/", "/search?per_page=100", *(f"/resources/{key}" for key in ids)):
        assert evil_in(client.get(address).get_data(as_text=True)) == []
    for key in ids:
        answer = not_none(client.get(f"/api/v1/resources/{key}").json)
        shown = {name: value for name, value in answer.items() if name != "passages"}
        assert [text for text in text_of(shown) if evil_in(text)] == []
        for name in ("title", "url", "types", "topics", "summary"):
            assert not any("\n" in text or "\t" in text for text in text_of(shown[name]))


def test_what_divided_words_still_does(site: Site, said: dict[str, str]) -> None:
    assert said
    config = load_config(site.config)
    answer: Any = create_app(config, open_engine(config)).test_client().get("/api/v1/resources/evil").json

    assert answer["title"] == "Ti]0;owned31m tle one two three four"
    assert answer["topics"] == ["To]0;owned31m pic one two three four"]
    assert answer["url"] == "https://example.org/a"
    assert answer["metadata"] == {
        "ke]0;owned31m y": {"in]0;owned31m ner": ["val]0;owned31m\n\n\nue one\ntwo\tthree\nfour"]}
    }
    assert answer["documents"] == []


@pytest.mark.parametrize(
    "facts",
    [
        {"id": "a\nb"},
        {"id": "a\u202eb"},
        {"id": "a\x9bb"},
        {"id": "\ufeffa"},
        {"id": "a", "url": "javascript:alert(1)"},
        {"id": "a", "url": "java\nscript:alert(1)"},
        {"id": "a", "url": "https://example.org/\nSet-Cookie: a"},
        {"id": "a", "url": "https://example.org/\u202e"},
        {"id": "a", "listed_at": "https://example.org/\x00a"},
    ],
)
def test_where_one_would_change_what_is_meant_the_value_is_refused(
    tmp_path: Path, facts: dict[str, str]
) -> None:
    site = Site(tmp_path)
    site.records(facts, {"id": "good"})

    ran = site.run("index")

    if facts.get("url") == "https://example.org/\u202e":  # at an end it comes from a page, and says nothing
        assert (ran.code, site.live_ids()) == (0, ["a", "good"])
        return
    # A wrong address costs only itself, a wrong id its record.
    kept = ["a", "good"] if facts["id"] == "a" else ["good"]
    assert (ran.code, site.live_ids()) == (3, kept)
    assert len(ran.err.splitlines()) == 1
    assert evil_in(ran.err) == []


def test_a_record_may_name_a_file_whatever_it_is_called(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    names = ["new\nline.md", "esc\x1b[31m.md", "turn\u202ecod.md"]
    for name in names:
        site.file(name, "Words.")
    site.file("catalogue.jsonl", json.dumps({"id": "all", "files": names}))

    assert site.run("index").code == 0
    assert site.live_ids() == ["all"]


@pytest.mark.parametrize(
    ("asked", "verdict"),
    sampled([
        ("sample/caf\udce9\n.md", "its path is not UTF-8: rename it"),
        ("caf\udce9\n.md", "its path is not UTF-8: rename it"),
        ("\udcff", "it was never seen"),
        ("n" * 400, "it was never seen"),
        ("sample/" + "n" * 400, "no file can be looked up by that name (File name too long)"),
        ("\x00", "it was never seen"),
    ], 2, tuples=True),
)  # fmt: skip
def test_any_name_can_be_asked_for(site: Site, said: dict[str, str], asked: str, verdict: str) -> None:
    assert said

    ran = site.run("trace", asked)

    assert ran.code == 0
    assert verdict in ran.out
    assert evil_in(ran.out) == []
