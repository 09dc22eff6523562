"""Every value that no setting can have is refused in plain English: not one sentence of pydantic's gets through."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final, TypeAlias, get_args

import pytest
from pydantic import BaseModel, ValidationError

from indexer.config import Config
from indexer.config.facets import FacetConfig
from indexer.config.mistakes import mistakes_of
from indexer.config.refusal import REFUSED
from indexer.config.rules import Rule
from indexer.config.settings import FolderSource, RecordsSource
from indexer.config.website import WebsiteSource
from indexer.config.wrong_values import SENTENCES

Table: TypeAlias = dict[str, Any]

# Whatever TOML can hold, of every kind, size and shape.
VALUES: Final[tuple[Any, ...]] = (
    "", "x", "ab", "x" * 1_000, "7", "a\nb\x1b[31m", "{what}", "https://", "https://a@example.org/",
    -1, 0, 5, 10**9, 10**30, "9" * 5_000, -0.5, 1.5, 1e9, float("nan"), float("inf"), True, False,
    date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), time(3, 4),  # noqa: DTZ001  # TOML has such times
    [], [5], ["x"], [""], [["x"]], [{}], ["x"] * 300, [1] * 300, [0.5], [True], {}, {"a": 5}, {"a": {}}, {"kind": "x"},
)  # fmt: skip
FOLDER: Final = {"name": "guides", "kind": "folder", "path": "guides"}
# What a table must have besides the setting that is tried.
NEEDED: Final[dict[type[BaseModel], Table]] = {
    Config: {"sources": [FOLDER]},
    FolderSource: FOLDER,
    RecordsSource: {"name": "export", "kind": "records", "path": "export.jsonl"},
    WebsiteSource: {"name": "site", "kind": "website", "start": ["https://example.org/"], "contact": "a@example.org"},
    FacetConfig: {"name": "audience"},
    Rule: {"match": "*", "year": 2020},
}  # fmt: skip
OTHER_KINDS: Final = {
    "extra_forbidden",
    "missing",
    "union_tag_invalid",
    "union_tag_not_found",
    "model_type",
    "model_attributes_type",
    REFUSED,
}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


def tables(
    model: type[BaseModel] = Config, place: Callable[[Table], Table] = lambda table: table
) -> Iterator[tuple[type[BaseModel], Callable[[Table], Table]]]:
    """Yield every table of the file with what puts one of its settings into a file that is right but for that."""

    def settings(table: Table) -> Table:
        return place({**NEEDED.get(model, {}), **table})

    yield model, settings
    for name, field in model.model_fields.items():
        listed = "tuple" in str(field.annotation)
        for inner in models_in(field.annotation):

            def inside(table: Table, name: str = name, *, listed: bool = listed) -> Table:
                return settings({name: [table] if listed else table})

            yield from tables(inner, inside)


ALL_TABLES: Final = list(tables())


def refusals(raw: Table) -> tuple[list[Any], list[str]]:
    """Return what pydantic finds in a file, and what is said of it."""
    try:
        Config.model_validate(raw)
    except ValidationError as error:
        return error.errors(), str(mistakes_of(error, Path("config.toml"), Config, raw)).splitlines()
    return [], []


@pytest.mark.parametrize(("model", "settings"), ALL_TABLES, ids=[model.__name__ for model, _ in ALL_TABLES])
def test_no_sentence_of_pydantic_is_shown(model: type[BaseModel], settings: Callable[[Table], Table]) -> None:
    assert refusals(settings({})) == ([], [])
    for name, field in model.model_fields.items():
        key = field.alias or name
        for value in VALUES:
            found, said = refusals(settings({key: value}))
            assert len(found) == len(said), said
            for detail, line in zip(found, said, strict=True):
                assert detail["type"] in SENTENCES.keys() | OTHER_KINDS, detail
                assert line.startswith("config.toml"), line
                assert "; " in line, line  # how to fix it
                assert len(line) < 700, line
                assert "see docs/configuration.md" not in line, line
                if detail["type"] != REFUSED:
                    assert detail["msg"] not in line, line


def test_every_sentence_is_needed() -> None:
    met = {
        detail["type"]
        for model, settings in ALL_TABLES
        for name, field in model.model_fields.items()
        for value in VALUES
        for detail in refusals(settings({field.alias or name: value}))[0]
    }

    assert SENTENCES.keys() - met == set()


def test_of_several_sources_the_one_is_named() -> None:
    raw = {"sources": [FOLDER, {"name": "export", "kind": "records", "path": 5}, {"kind": "folder"}, 7]}

    assert refusals(raw)[1] == [
        'config.toml [[sources]] "export": path is 5, which is not text; put text in quotes: path = "5"',
        "config.toml [[sources]] number 3: name is missing; add name = …",
        "config.toml [[sources]] number 3: path is missing; add path = …",
        "config.toml: entry 4 of sources is 7, which is not a table; write it as a table, [[sources]]",
    ]


@pytest.mark.parametrize(
    ("table", "value", "said"),
    [
        ("search", {"per_page": 0}, "[search]: per_page is 0, which is too small; use 1 or more"),
        ("search", {"per_page": "ten"}, '[search]: per_page is "ten", which is not a whole number; write a whole number without quotes, such as per_page = 10'),
        ("ranking", {"title": 101}, "[ranking]: title is 101, which is too large; use 100 or less"),
        ("ranking", {"title": float("nan")}, "[ranking]: title is nan, which is not a number; use 100 or less"),
        ("ranking", {"minimum_should_match": [1, 0]}, "[ranking]: entry 2 of minimum_should_match is 0, which is too small; use 1 or more"),
        ("ranking", {"minimum_should_match": []}, "[ranking]: minimum_should_match is a list, which has too few entries (0); write at least 1"),
        ("site", {"name": 5}, '[site]: name is 5, which is not text; put text in quotes: name = "5"'),
        ("embed", {"allowed_origins": "https://example.gov"}, '[embed]: allowed_origins is "https://example.gov", which is not a list; put it in brackets: allowed_origins = ["https://example.gov"]'),
        ("serve", {"proxy_prefix": "keep"}, '[serve]: proxy_prefix is "keep", which is none of its values; did you mean "keeps"?'),
        ("site", 5, ": site is 5, which is not a table; write it as a table, [site]"),
    ],
)  # fmt: skip
def test_a_value_is_refused_with_the_reason_and_what_to_write(table: str, value: Any, said: str) -> None:
    (line,) = refusals({"sources": [FOLDER], table: value})[1]

    assert line.removeprefix("config.toml").removeprefix(" ") == said
