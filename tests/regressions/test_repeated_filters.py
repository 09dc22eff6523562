"""One request chose thousands of filters, and each link of its page repeated them all.

Reported: `/search` with 2,000 different `year=` was a page of 55 MB in 12 s, with 6,000 one of 501 MB in 106 s. A single
value of 30,000 characters, or a text of as many, repeated in every link, is the same fault.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from bs4 import BeautifulSoup

from indexer.resource import Document
from searchapp.cli import main
from searchapp.engine.request import MAX_NAME, MAX_VALUES
from tests.making import make_resource
from tests.parsed_pages import only
from tests.sampling import sampled
from tests.unit.a_site import Site

PAGES = ["/search", "/topics/topic-7", "/facets/topic", "/facets/year", "/resources/r1", "/resources/r1/text"]
LARGEST = 400_000  # bytes of any page
CAR = "\N{POLICE CAR}"  # twelve bytes in an address


@pytest.fixture(scope="module")
def client(shared_client_for: Callable[..., Any]) -> Any:
    return shared_client_for(
        *(
            make_resource(
                f"r{number}",
                title=f"Crisis {number}",
                text="A crisis team.",
                topics=(f"Topic {number}", "Topic 7"),
                types=(f"Type {number}",),
                year=1900 + number,
            )
            for number in range(120)
        )
    )


def many(name: str, count: int, shape: str = "{}") -> list[tuple[str, str]]:
    return [(name, shape.format(number)) for number in range(1, count + 1)]


HOSTILE = {
    "years": many("year", 6000),
    "topics": many("topic", 2000, "Topic {}"),
    "types": many("type", 2000, "Type {}"),
    "all three": [*many("year", 1500), *many("topic", 1500, "T{}"), *many("type", 1500, "Y{}")],
    "fifty of each": [*many("year", 50, "19{:02}"), *many("topic", 50, "Topic {}"), *many("type", 50, "Type {}")],
    "one long value": [("topic", "x" * 30_000)],
    "long values": many("topic", 60, "{} " + "é" * 400),
    "values of signs that HTML writes longer": many("topic", 50, "{}" + "\"'&<>" * 39),
    "a long text": [("q", "crisis " * 9000)],
    "a long text of signs": [("q", "crisis " + "\"'" * 20_000)],
    "a long text of pictures": [("q", "crisis " + CAR * 5000), *many("topic", 40, CAR * 50 + "{}")],
    "unknown names": [(f"a{number}", "1") for number in range(6000)],
}  # fmt: skip


@pytest.mark.parametrize("path", sampled(PAGES, 3))
def test_no_page_grows_with_what_is_chosen(client: Any, path: str) -> None:
    for name, pairs in HOSTILE.items():
        response = client.get(f"{path}?{urlencode(pairs)}")

        assert response.status_code == 200, name
        assert len(response.data) < LARGEST, name


def test_the_first_fifty_are_used_and_the_page_says_so(client: Any) -> None:
    response = client.get("/search?" + urlencode([*many("topic", 60, "Topic {}"), ("type", "Type 2")]))

    page = BeautifulSoup(response.data, "lxml")
    said = [notice.get_text() for notice in page.select(".notice")]
    assert said == ["At most 50 topics can be chosen at once. The first 50 are used, 10 more were left out."]
    assert len(page.select("input[name=topic][checked]")) == MAX_VALUES
    assert len(page.select("input[name=type][checked]")) == 1


def test_a_value_given_again_counts_once(client: Any) -> None:
    pairs = [("year", "1950"), ("year", "01950"), ("topic", "Topic 3")] * 500

    page = client.get("/search?" + urlencode(pairs))
    answer = client.get("/api/v1/search?" + urlencode(pairs))

    assert "left out" not in page.text
    assert (answer.status_code, answer.json["query"]["years"]) == (200, [1950])


def test_fifty_of_each_are_fine(client: Any) -> None:
    pairs = HOSTILE["fifty of each"]

    assert "left out" not in client.get("/search?" + urlencode(pairs)).text
    assert client.get("/api/v1/search?" + urlencode(pairs)).status_code == 200


def test_a_value_that_is_too_long_is_left_out_and_the_page_says_so(client: Any) -> None:
    page = BeautifulSoup(client.get("/search?" + urlencode([("topic", "x" * 30_000)])).data, "lxml")

    assert only(page, ".notice").get_text().startswith("A filter of more than 500 characters cannot be used")
    assert only(page, "[role=status]").get_text() == "120 resources"


def test_what_is_too_long_for_links_is_asked_for_by_buttons_of_the_form(client: Any) -> None:
    text = "crisis " * 540
    pairs = [("q", text), ("sort", "title"), *many("topic", 50, "Topic {}")]

    page = BeautifulSoup(client.get("/search?" + urlencode(pairs)).data, "lxml")

    form = only(page, "#search-form")
    following = only(page, ".pager button.step")
    assert (following["name"], following["value"], following["form"]) == ("page", "2", form["id"])
    held = [field["name"] for field in form.select("[name]")]
    held += [box["name"] for box in page.select("input[form=search-form][checked]")]
    assert sorted(held) == sorted(["q", "sort", *["topic"] * 50])
    assert only(form, "[name=q]")["value"] == text.strip()
    # The button of an order stands behind the order that the form keeps: the last one counts.
    newest = next(button for button in page.select(".sorts button") if button["value"] == "newest")
    assert newest["name"] == "sort"
    again = BeautifulSoup(client.get("/search?" + urlencode([*pairs, ("sort", "newest")])).data, "lxml")
    assert only(again, ".sorts [aria-current]").get_text() == "Newest first"


def test_every_link_of_a_page_can_be_followed_to_the_end(client: Any) -> None:
    """A cut text stays cut in the same way from page to page."""
    page = BeautifulSoup(client.get("/search?" + urlencode([("q", "crisis " * 50)])).data, "lxml")

    following = str(only(page, ".pager a[rel~=next]")["href"])

    assert dict(parse_qsl(urlsplit(following).query))["page"] == "2"
    assert len(BeautifulSoup(client.get(following).data, "lxml").select(".entry")) == 10


def test_the_api_names_all_mistakes_at_once(client: Any) -> None:
    pairs = [*many("topic", 51, "T{}"), *many("type", 51, "Y{}"), *many("year", 60), ("year", "last")]
    pairs += [("topci", "x"), ("type", "z" * (MAX_NAME + 1)), ("page", "0")]

    response = client.get("/api/v1/search?" + urlencode(pairs))

    assert response.status_code == 400
    said = [(error["parameter"], error["detail"]) for error in response.json["errors"]]
    assert ("topic", "has 51 different values; give at most 50") in said
    assert ("type", "has 52 different values; give at most 50") in said
    assert ("year", "has 60 different values; give at most 50") in said
    assert {"topci", "page"} <= {name for name, _ in said}
    assert ("year", "“last” is not a whole number") in said
    assert any(name == "type" and "501 characters" in detail for name, detail in said)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "fifty of each"])
def test_no_answer_of_the_api_grows_with_what_is_chosen(client: Any, name: str) -> None:
    response = client.get("/api/v1/search?" + urlencode(HOSTILE[name]))

    assert len(response.data) < LARGEST


def test_of_very_many_mistakes_the_first_are_listed_and_the_others_counted(client: Any) -> None:
    pairs = [*[(f"a{number}", "1") for number in range(5000)], *many("year", 300, "x{}"), ("sort", "up")]

    answer = client.get("/api/v1/search?" + urlencode(pairs)).json

    assert len(answer["errors"]) == 100
    assert answer["detail"].startswith("The first 100 of 5,052 mistakes are listed. ")
    assert {"sort", "year", "a0"} <= {error["parameter"] for error in answer["errors"]}


def test_the_command_line_has_the_same_bounds(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(tmp_path)
    site.records({"id": "one", "title": "One", "topics": ["T1"], "text": "Crisis."})
    assert site.run("index").code == 0
    search = ["--config", str(site.config), "search", "crisis"]

    def ask(*pairs: tuple[str, str]) -> tuple[int, str, str]:
        code = main([*search, *[word for name, value in pairs for word in (f"--{name}", value)], "--json"])
        return code, *capsys.readouterr()

    code, out, err = ask(*many("topic", 51, "T{}"), *many("year", 51), ("type", "y" * 501))
    assert (code, out) == (2, "")
    assert "--topic: has 51 different values; give at most 50" in err
    assert "--year: has 51 different values; give at most 50" in err
    assert "--type: “yyyy" in err
    code, out, _ = ask(*[("topic", "T1")] * 60)
    assert code == 0
    assert json.loads(out)["query"]["topics"] == ["T1"]


@pytest.mark.slow  # pages of megabytes
def test_a_resource_of_many_documents_carries_a_long_text_in_none_of_its_links(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    files = tuple(
        Document(id=f"d{number}", title="File", source="guides", address=f"{number}.pdf", format="pdf")
        for number in range(1200)
    )
    client = client_for(resource("many", title="Many", text="crisis " * 100_000, documents=files))

    response = client.get("/resources/many?" + urlencode([("q", "crisis " + CAR * 4000), ("documents", "6")]))

    assert len(response.data) < LARGEST
    said = only(BeautifulSoup(response.data, "lxml"), ".notice").get_text()
    assert said == "Only the first 6 characters of this query are used here."
