"""A library of one web site on disk, and the command that indexes it."""

import json
from pathlib import Path
from typing import Any

from indexer.builds import Builds
from indexer.cli.commands import commands, fieldguide_group
from indexer.errors import FieldguideError
from indexer.library.library import Library
from indexer.readers.outcome import SheetRow
from indexer.resource import Resource
from tests.unit.a_site import Ran, run_command
from tests.unit.sources.website.web_server import Reply, WebServer, html

CARD = '<div class="search-filter-result-item"><p class="result-meta">{meta}</p><h3><a href="{href}">{title}</a></h3><ul>{topics}</ul></div>'


class WebLibrary:
    """A folder with settings that name one web site on 127.0.0.1."""

    def __init__(self, root: Path, web: WebServer, **settings: Any) -> None:
        self.root = root
        self.web = web
        self.settings(**settings)

    def settings(self, **settings: Any) -> None:
        """Write settings anew; each of *settings* is a key of the source."""
        given = {
            "start": [f"{self.web.root}/"],
            "contact": "editors@example.org",
            "rate": 1000,
            "allow_private": ["127.0.0.1"],
            **settings,
        }
        publish = given.pop("publish", "max_lost = 1.0\n")
        lines = "".join(f"{key} = {in_toml(value)}\n" for key, value in given.items())
        self.config = self.root / "config.toml"
        self.config.write_text(
            f'[[sources]]\nname = "hub"\nkind = "website"\n{lines}\n[publish]\n{publish}', encoding="utf-8"
        )

    def run(self, *words: str) -> Ran:
        return run_command(fieldguide_group(commands), "--config", str(self.config), *words)

    def index(self, *words: str) -> Ran:
        """Index, past the gate's half; forget the requests that were made before."""
        self.web.requests.clear()
        return self.run("index", "--yes", *words)

    def resources(self) -> dict[str, Resource]:
        """What the library holds."""
        with Library(self.root / "var/library.db") as library:
            return {resource.id: resource for resource, _ in library.resources()}

    def ids(self) -> list[str]:
        """The ids of all resources, without the host that they begin with."""
        host = f"127-0-0-1-{self.web.port}"
        return sorted(key.removeprefix(host).lstrip("-") for key in self.resources())

    def one(self, short: str) -> Resource:
        """The resource whose id is *short* behind its host."""
        host = f"127-0-0-1-{self.web.port}"
        return self.resources()[f"{host}-{short}" if short else host]

    def live_ids(self) -> list[str]:
        live = Builds(self.root / "var/builds").live()
        return sorted(live.resource_hashes()) if live is not None else []


def in_toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {in_toml(one)}" for key, one in value.items()) + "}"
    return json.dumps(value)


def text(words: str) -> Reply:
    return Reply(body=words.encode(), headers={"Content-Type": "text/plain"})


def page(title: str, body: str = "", *, links: tuple[str, ...] = (), head: str = "", **headers: str) -> Reply:
    """A page with a menu, a text of its own and links in it."""
    items = "".join(f'<li><a href="{link}">to {link}</a></li>' for link in links)
    words = body or f"What there is to say about {title.lower()} is said in this paragraph and in no other."
    return html(
        f"<!doctype html><html><head><title>{title} | Hub</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a></nav><main><h1>{title}</h1><p>{words}</p><ul>{items}</ul></main></body></html>",
        **headers,
    )


def card(href: str, title: str, meta: str = "Report", topics: tuple[str, ...] = ("Use of Force",)) -> str:
    return CARD.format(
        href=href, title=title, meta=meta, topics="".join(f"<li>{topic}</li>" for topic in topics)
    )


def listing(*cards: str, head: str = "", below: str = "") -> Reply:
    """A listing page as the plugin of the hub makes it."""
    return html(
        f"<!doctype html><html><head><title>Resources</title>{head}</head><body><h2>Resources Related to Force</h2>"
        f'<div class="search-filter-results"><div class="search-filter-results-list">{"".join(cards)}</div></div>{below}</body></html>'
    )


class NoReader:
    """Reads nothing: the run is interrupted before it matters."""

    def __call__(self, *_: Any, **__: Any) -> None:
        return None

    def known(self, *_: Any, **__: Any) -> None:
        return None

    def table(self, *_: Any, **__: Any) -> tuple[SheetRow, ...]:
        return ()


def no_report(error: FieldguideError) -> None:
    raise AssertionError(error)
