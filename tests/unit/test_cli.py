"""The commands that ask: what they print, what they exit with, and JSON alone on stdout."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest

from searchapp.cli import main
from tests.processes import completed
from tests.processes import fieldguide as command_line
from tests.unit.a_site import Ran, Site

STOPS = "Stops, Searches, and Arrests"
RECORDS: list[dict[str, Any]] = [
    {
        "id": "cit", "title": "Crisis <b>teams</b>", "types": ["Guidebook/Tool"], "topics": [STOPS], "year": 2019, "url": "https://example.org/cit",
        "passages": [{"heading": ["Staffing", "Who rides"], "anchor": "who", "text": "A crisis team & a nurse ride."}],
    },
    {"id": "video", "title": "A video", "types": ["Video"], "topics": ["Use of Force"], "year": 2021, "text": "Crisis on film."},
    {"id": "bare", "summary": "In short: nothing.", "title": "Bare"},
]  # fmt: skip


@pytest.fixture
def site(tmp_path):
    """A site with three records live."""
    made = Site(tmp_path, search="per_page = 2\n")
    made.records(*RECORDS)
    assert made.run("index").code == 0
    return made


def fieldguide(site, *words):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--config", str(site.config), *words])
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


# search


def test_search_shows_titles_places_and_addresses(site):
    ran = fieldguide(site, "search", "crisis team")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "1 resource for crisis team",
        "",
        "  1. Crisis <b>teams</b>",
        "     Guidebook/Tool | 2019  [cit]",
        "     Staffing > Who rides",
        "       A crisis team & a nurse ride.",
        "       https://example.org/cit#who",
        "     Why: “crisis” and “team” in the title; all words in the text",
    ]


def test_search_without_a_query_lists_everything_newest_first_page_by_page(site):
    first, second = (fieldguide(site, "search", "--page", page) for page in ("1", "2"))
    past = fieldguide(site, "search", "--page", "9")

    assert first.out.splitlines()[0] == "3 resources"
    assert [line[:15] for line in first.out.splitlines() if line[:3].strip().isdigit()] == [
        "  1. A video", "  2. Crisis <b>",
    ]  # fmt: skip
    assert "  3. Bare\n     [bare]\n     In short: nothing." in second.out
    assert past.out.splitlines() == ["3 resources", "", "page 9 is past the end"]
    assert past.code == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["--topic", STOPS], ["cit"]),
        (["--topic", STOPS, "--topic", "Use of Force"], ["video", "cit"]),
        (["--topic", STOPS, "--type", "Video"], []),
        (["--type", "Video"], ["video"]),
        (["--year", "2019", "--year", "2021", "--sort", "oldest"], ["cit", "video"]),
        (["--sort", "title"], ["video", "bare"]),
        (["--", "-crisis"], ["bare"]),
        (["title:bare"], ["bare"]),
        (["  crisis  ", "--year", "2021"], ["video"]),
    ],
)
def test_search_takes_filters_sorts_and_syntax(site, words, found):
    ran = fieldguide(site, "search", "--json", *words)

    assert [result["id"] for result in ran.json()["results"]] == found
    assert ran.err == ""


def test_search_as_json_is_the_answer_of_the_api(site):
    answer = fieldguide(site, "search", "crisis", "--type", "Video", "--json").json()

    assert answer["query"] == {
        "q": "crisis", "topics": [], "types": ["Video"], "years": [], "year_from": None, "year_to": None, "sort": "relevance", "page": 1, "per_page": 2,
    }  # fmt: skip
    assert (answer["total"], answer["searched_for"], answer["relaxed"]) == (1, "crisis", None)
    assert answer["results"][0]["snippet_html"] == "<mark>Crisis</mark> on film."
    assert answer["facets"]["type"] == [
        {"value": "Video", "count": 1, "selected": True}, {"value": "Guidebook/Tool", "count": 1, "selected": False},
    ]  # fmt: skip
    assert answer["build"]["id"] == site.builds.live_id()


def test_search_says_what_was_corrected_and_what_is_meant(site):
    assert fieldguide(site, "search", "crisus").out.splitlines()[:2] == [
        "2 resources for crisis",
        "Nothing was found for crisus; --exact searches for it all the same.",
    ]
    assert fieldguide(site, "search", "--exact", "crisus").out.splitlines() == [
        "0 resources for crisus",
        "Did you mean crisis?",
    ]


def test_search_says_what_was_loosened(site):
    ran = fieldguide(site, "search", "crisis unheard1 unheard2")

    assert ran.code == 0
    assert ran.out.splitlines()[:2] == [
        "2 resources for crisis unheard1 unheard2",
        "No resource has “unheard1” or “unheard2”.",
    ]


def test_nothing_printed_can_steer_a_terminal(site):
    passage = {"heading": ["A \x1b[1mheading"], "text": "crisis \x1b[2J"}
    site.records({"id": "x", "title": "Red \x1b[31malert\x07", "passages": [passage]})
    assert site.run("index", "--yes").code == 0

    ran = fieldguide(site, "search", "crisis OR \x1b[31m")

    assert "alert" in ran.out
    assert not [sign for sign in ran.out if not sign.isprintable() and sign != "\n"]


def test_odd_text_is_a_question(site):
    for text in ("", '"', "((", "\ud800", "title:", "🚓", "x" * 5000):
        ran = fieldguide(site, "search", "--json", text)
        assert ran.code == 0
        assert ran.json()["total"] >= 0


@pytest.mark.parametrize("words", [(), ("--json",), ("--json", "--topic", b"\xff")])
def test_bytes_that_are_no_text_are_a_question_too(site, words):
    # A process of its own: only real arguments and a real stdout can hold what is no text.
    ran = completed(command_line(site.config, "search", b"crisis \xff", *words))

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "crisis" in ran.stdout.lower()
    assert "--json" not in words or json.loads(ran.stdout)["query"]["q"] == "crisis \udcff"


# explain


def test_explain_tells_the_parts_of_a_score(site):
    told = fieldguide(site, "explain", "crisis team", "cit")
    parts = fieldguide(site, "explain", "crisis team", "cit", "--json").json()

    assert told.code == 0
    assert told.out.startswith("cit: rank 1 of 1, score ")
    assert parts["matches"]
    assert [part["asked"] for part in parts["concepts"]] == ["crisis", "team"]
    assert parts["concepts"][0]["counts"] == {"title": 1, "text": 1}
    assert parts["score"] == pytest.approx(
        sum(part["adds"] for part in parts["concepts"])
        + parts["passage"]
        + parts["named"]
        + parts["navigation"]
        + parts["proximity"],
        rel=1e-5,
    )


def test_explain_tells_why_a_resource_does_not_match(site):
    told = fieldguide(site, "explain", "crisis team", "bare")

    assert told.code == 0
    assert told.out.startswith("bare: does not match; 1 others do")
    assert "nowhere in it" in told.out


def test_explain_of_an_unknown_resource_fails(site):
    ran = fieldguide(site, "explain", "crisis", "nowhere")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "the live build: there is no resource 'nowhere'; take an id from: fieldguide search\n"


# What is wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["serch", "x"], "did you mean search"),
        (["search", "--topc", "x"], "did you mean --topic"),
        (["search", "x", "--sort", "newst"], "newst"),
        (["search", "x", "--page", "0"], "0 is not in the range"),
        (["search", "x", "--year", "10000"], "10000 is not in the range"),
        (["search", "one", "two"], "unexpected extra argument"),
        (["search", "-video"], "fieldguide search"),
        (["explain", "x"], "Missing argument"),
        (["evaluate"], "Missing option"),
    ],
)
def test_a_misspelt_command_line_exits_2_and_says_what_mends_it(site, words, said):
    ran = fieldguide(site, *words)

    assert (ran.code, ran.out) == (2, "")
    assert said.lower() in ran.err.lower()
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("words", [["search", "x"], ["explain", "x", "y"], ["search", "x", "--json"]])
def test_without_a_build_asking_exits_1_and_says_what_to_run(tmp_path, words):
    ran = fieldguide(Site(tmp_path), *words)

    assert (ran.code, ran.out) == (1, "")
    assert "no build is live; run: fieldguide index" in ran.err


def test_mistakes_in_the_settings_exit_2_with_the_nearest_name(tmp_path):
    ran = fieldguide(Site(tmp_path, search="per_pag = 5\n"), "search", "x")

    assert (ran.code, ran.out) == (2, "")
    assert "did you mean per_page?" in ran.err


def test_settings_come_from_the_environment_where_none_are_named(site, monkeypatch, capsys):
    monkeypatch.setenv("FIELDGUIDE_CONFIG", str(site.config))

    assert main(["search", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["total"] == 3


@pytest.mark.parametrize("command", ["search", "explain", "evaluate", "serve", "index", "status"])
def test_every_command_has_help(site, command):
    ran = fieldguide(site, command, "--help")

    assert ran.code == 0
    assert ran.out.startswith(f"Usage: fieldguide {command} ")


def test_without_a_command_the_help_is_shown(capsys):
    assert main([]) == 2

    assert capsys.readouterr().err.startswith("Usage: fieldguide [OPTIONS] COMMAND")
