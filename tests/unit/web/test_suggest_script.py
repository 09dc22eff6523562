"""The scripts of the pages: how they are served, how small they are, and what the search box tells the one of suggestions."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup

from searchapp.web.assets import FOLDER
from searchapp.web.headers import PAGE_POLICY

MOST_BYTES = 12 * 1024  # of all our scripts, compressed
SCRIPTS = sorted(FOLDER.glob("*.js"))


def soup(response):
    return BeautifulSoup(response.data, "lxml")


@pytest.fixture
def library(client_for, resource):
    return client_for(resource("a", title="Mobile teams", topics=("Use of Force",)))


def test_all_scripts_together_are_small():
    assert sum(len(gzip.compress(path.read_bytes())) for path in SCRIPTS) < MOST_BYTES


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_script_makes_html_of_what_it_is_sent(path):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function\(|\.style\b",
        path.read_text(encoding="utf-8"),
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_it_is_served_as_a_script_and_kept_for_a_year(library, path):
    page = soup(library.get("/embed/frame" if path.name == "frame.js" else "/search"))
    (address,) = (each["src"] for each in page.select("script") if path.name in each["src"])
    answer = library.get(address)

    assert answer.content_type == "text/javascript; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_first_page_is_small_with_everything_that_it_loads(library):
    sent = library.get("/")
    page, style = soup(sent), library.get("/static/site.css").data
    files = [link["href"] for link in page.select("link[rel~=stylesheet], link[rel~=icon]")]
    files += [script["src"] for script in page.select("script")]
    files += [f"/static/{name}" for name in re.findall(r'url\("([^"]+)"\)', style.decode())]

    # Nothing compresses it here; a proxy that does sends a third.
    assert len(sent.data) + sum(len(library.get(address).data) for address in files) < 60_000


def test_the_policy_lets_scripts_of_ours_run_and_ask_us_alone():
    assert "script-src 'self'; connect-src 'self'" in PAGE_POLICY
    assert PAGE_POLICY.startswith("default-src 'none'")


def test_the_box_says_in_the_language_of_the_page_what_the_script_says(library):
    box = soup(library.get("/search?lang=es")).select_one("#q")

    assert box["data-suggest"] == "/api/v1/suggest"
    assert box["data-counts"].split("|")[:3] == ["", "1 sugerencia", "2 sugerencias"]
    assert len(box["data-counts"].split("|")) == 9
    assert (box["data-topic"], box["data-language"]) == ("Tema", "en")
    assert box.get("role") is None
    assert soup(library.get("/")).select_one("#q").get("data-language") is None


def test_below_a_path_it_asks_below_that_path(client_for, resource):
    client = client_for(resource("a"), base_url="https://hub.example/x/")

    assert soup(client.get("/")).select_one("#q")["data-suggest"] == "/x/api/v1/suggest"


def test_within_a_topic_the_box_is_a_plain_one(library):
    assert soup(library.get("/topics/use-of-force")).select_one("#q").get("data-suggest") is None
    within = soup(library.get("/facets/topic?within=use-of-force")).select_one("#q")
    assert within.get("data-suggest") is None
