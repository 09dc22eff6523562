"""llms.txt: a title, what the library is, and links that all lead somewhere."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from searchapp.web.accepted_parameters import api_names

ODD_NAME = "A *library* [of](http://evil.example)\n# <b>x</b> & `y`"


def lines_of(client: Any) -> list[str]:
    answer = client.get("/llms.txt")
    assert (answer.status_code, answer.content_type) == (200, "text/plain; charset=utf-8")
    return str(answer.get_data(as_text=True)).splitlines()


def links_in(lines: list[str]) -> list[str]:
    return [str(found[1]) for line in lines if (found := re.match(r"- \[.*\]\((\S+)\): \S", line))]


def test_it_has_the_form_that_programs_read(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    lines = lines_of(client_for(resource("cit", topics=("Stops",), text="one two"), name="Guides"))

    assert lines[:2] == ["# Guides", ""]
    assert lines[2].startswith("> Full-text search over a library of 1 resource ")
    assert [line for line in lines if line.startswith("#")] == [
        "# Guides", "## API", "## Topics", "## Pages", "## Optional"
    ]  # fmt: skip
    assert all(f"`{name}`" in "\n".join(lines) for name in (*api_names()[1:], "topic"))


def test_its_links_lead_somewhere(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    client = client_for(resource("cit", topics=("Stops & (Searches) ü",)))
    links = links_in(lines_of(client))

    assert len(links) == 9
    assert {client.get(link).status_code for link in links} == {200}


def test_addresses_are_absolute_once_the_host_is_known(
    client_for: Callable[..., Any], resource: Callable[..., Any]
) -> None:
    links = links_in(
        lines_of(client_for(resource("cit", topics=("Stops",)), base_url="https://example.gov/lib"))
    )

    assert all(link.startswith("https://example.gov/lib/") for link in links)
    assert urlsplit(links[0]).path == "/lib/api/v1/openapi.json"


def test_names_stay_names(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    topic = "[x](http://evil.example) <i>"
    lines = lines_of(client_for(resource("cit", topics=(topic,)), name=ODD_NAME))
    tokens = MarkdownIt("commonmark").parse("\n".join(lines))
    inline = [child for token in tokens for child in token.children or ()]

    assert not [child for child in inline if child.type == "html_inline"]
    assert not [
        child
        for child in inline
        if child.type == "link_open" and "evil.example" in str(child.attrs.get("href"))
    ]
    assert len([token for token in tokens if token.type == "heading_open"]) == 5


def test_it_is_kept_by_its_tag(client_for: Callable[..., Any], resource: Callable[..., Any]) -> None:
    client = client_for(resource("cit"))
    tag = client.get("/llms.txt").headers["ETag"]

    assert client.get("/llms.txt", headers={"If-None-Match": tag}).status_code == 304
    assert "## Topics" not in lines_of(client)
