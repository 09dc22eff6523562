"""`[[sources.rules]]`: what resources are given by where they are."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as randomly
from hypothesis import strategies as st

from indexer.config import load_config
from indexer.config.rules import Rule
from indexer.errors import ConfigError
from indexer.resource import Document, Resource
from indexer.sources.rules import given, matching, pattern_of
from tests.unit.a_site import Site

MATCHES = [
    # glob, places that it matches, places that it does not
    ("policy/**", ["policy/a.md", "policy/old/b.md"], ["policy", "guides/policy/a.md", "policies/a.md"]),
    ("policy/*", ["policy/a.md"], ["policy/old/b.md", "guides/a.md"]),
    ("**/archive/**", ["archive/a.md", "policy/archive/old/b.md"], ["archives/a.md", "archive"]),
    ("*.pdf", ["a.pdf", "policy/old/B.PDF"], ["a.pdf.md"]),
    ("g?.md", ["g1.md", "guides/g2.md"], ["g10.md"]),
    ("/policy/a.md", ["policy/a.md"], ["old/policy/a.md"]),
    ("https://hub.example.gov/policy/**", ["hub.example.gov/policy/a"], ["www.example.gov/policy/a", "policy/a"]),
    ("a+b (1).md", ["a+b (1).md"], ["aab (1).md"]),
]  # fmt: skip


@pytest.mark.parametrize(("glob", "matched", "others"), MATCHES, ids=[glob for glob, *_ in MATCHES])
def test_a_glob_matches_whole_paths(glob: str, matched: list[str], others: list[str]) -> None:
    assert [place for place in (*matched, *others) if pattern_of(glob).fullmatch(place)] == matched


@randomly(st.text(), st.text())
def test_any_text_is_a_glob(glob: str, place: str) -> None:
    pattern = pattern_of(glob)

    assert isinstance(pattern, re.Pattern)
    pattern.fullmatch(place)


def at(address: str = "", url: str | None = None, **facts: Any) -> Resource:
    documents = (Document(id="d", title="D", address=address),) if address else ()
    return Resource(id="r", url=url, documents=documents, **facts)


def rule(match: str = "**", **gives: Any) -> Rule:
    return Rule.model_validate({"match": match, **gives})


@pytest.mark.parametrize(
    "resource",
    [
        at("policy/a.md"),
        at(url="https://hub.example.gov/policy/a?x=1"),
        at("https://media.example.gov/policy/a.pdf", url="https://hub.example.gov/a"),
        at(url="https://hub.example.gov/p%6flicy/a"),
    ],
)
def test_a_resource_is_where_its_files_and_its_address_are(resource: Resource) -> None:
    assert matching(resource, [rule("policy/**", types="Policy"), rule("guides/**", types="Guide")]) == [
        rule("policy/**", types="Policy")
    ]


def test_names_are_added_and_the_rest_only_fills_gaps() -> None:
    resource = at("a.md", types=("Report",), topics=("Force",), year=2010, metadata={"audience": "Patrol"})
    rules = [rule(types=["Policy", "Report"], topic="Stops", year=2020, audience="All", state="CO"), rule(year=2021, state="UT")]  # fmt: skip

    found = given(resource, rules)

    assert (found.types, found.topics, found.year) == (("Report", "Policy"), ("Force", "Stops"), 2010)
    assert found.metadata == {"audience": "Patrol", "state": "CO"}
    assert given(at("a.md"), rules).year == 2020


@pytest.fixture
def refused(tmp_path: Path) -> Callable[[str], str]:
    def message(lines: str) -> str:
        path = tmp_path / "config.toml"
        source = '[[sources]]\nname = "s"\nkind = "folder"\npath = "."\n[[sources.rules]]\n'
        path.write_text(source + lines, encoding="utf-8")
        with pytest.raises(ConfigError) as error:
            load_config(path)
        return str(error.value)

    return message


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('types = "Policy"', "match is missing"),
        ('match = "a/*"', "this rule gives nothing; add types, topics, year or another key"),
        ('match = ""\ntype = "x"', "match"),
        ('match = "*"\nyear = 0', "year"),
        ('match = "*"\ntype = "x"\ntypes = ["y"]', '"types" and "types" are the same key; keep one of them'),
        ('match = "*"\ntitle = "x"', '"title" cannot be given by a rule'),
        (
            'match = "*"\naudience = {a = 1}',
            '"audience" holds a table, a date or an empty value; write a text, a number',
        ),
    ],
)
def test_a_mistake_in_a_rule_is_named(refused: Callable[[str], str], lines: str, said: str) -> None:
    assert said in refused(lines)


def test_a_changed_rule_changes_what_has_not_changed_itself(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records({"id": "a", "url": "https://example.org/policy/a"}, {"id": "b", "title": "B"})
    plain = site.config.read_text(encoding="utf-8")

    def indexed() -> str:
        ran = site.run("index", "--yes")
        assert ran.code == 0
        return ran.out

    before = indexed()
    site.config.write_text(
        f'{plain}[[sources.rules]]\nmatch = "policy/*"\ntype = "Policy"\n', encoding="utf-8"
    )
    added = indexed()
    again = indexed()
    site.config.write_text(plain, encoding="utf-8")
    removed = indexed()

    assert ["changed   1" in out for out in (before, added, again, removed)] == [False, True, False, True]


def test_a_rule_that_nothing_matches_is_told(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records({"id": "a"})
    text = site.config.read_text(encoding="utf-8")
    site.config.write_text(f'{text}[[sources.rules]]\nmatch = "polcy/*"\ntype = "Policy"\n', encoding="utf-8")

    ran = site.run("index", "--yes")

    assert "export: no resource matches the rule 'polcy/*'" in ran.out + ran.err


@pytest.mark.parametrize(
    ("own", "named", "language"),
    [(None, "es-MX", "es"), ("en", "es", "en"), (None, "fr", None), (None, 7, None)],
)
def test_a_rule_gives_a_language_to_texts(own: str | None, named: object, language: str | None) -> None:
    found = given(at("guias/a.md", language=own), [rule(language=named)])

    assert found.language == language
    assert found.metadata == {"language": named}
