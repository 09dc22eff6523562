"""Every setting is in the docs, and no other."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from indexer.config import Config, FolderSource, RecordsSource, load_config
from tests.unit.docs.pages import ROOT, page

REQUIRED = "required"


def settings() -> Iterator[tuple[str, str, FieldInfo]]:
    """(table as docs call it, key, field) of every setting."""
    for table, field in Config.model_fields.items():
        if table == "sources":
            continue
        model = field.annotation
        assert isinstance(model, type)
        assert issubclass(model, BaseModel)
        for key, inner in model.model_fields.items():
            if isinstance(inner.annotation, type) and issubclass(inner.annotation, BaseModel):
                below = inner.annotation.model_fields.items()
                yield from ((f"[{table}.{key}]", each, its) for each, its in below)
            else:
                yield f"[{table}]", key, inner
    keys: dict[str, FieldInfo] = {**FolderSource.model_fields, **RecordsSource.model_fields}
    yield from (("[[sources]]", key, inner) for key, inner in keys.items())


SETTINGS = [pytest.param(*setting, id=f"{setting[0]} {setting[1]}") for setting in settings()]


def in_toml(value: Any) -> str:
    """*value* as config.toml would have it."""
    if isinstance(value, str | Path):
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(in_toml(each) for each in value)}]"
    return "unset" if value is None else str(value)


def default_of(field: FieldInfo) -> str:
    if field.is_required():
        return REQUIRED
    shown = in_toml(field.default)
    return shown if shown == "unset" else f"`{shown}`"


@pytest.mark.parametrize(("table", "key", "field"), SETTINGS)
def test_every_setting_is_in_the_docs_with_its_default(table: str, key: str, field: FieldInfo) -> None:
    row = re.search(
        rf"^\| `{re.escape(table)}` \| `{key}` \| (.+?) \| (.+) \|$",
        page("docs/configuration.md"),
        re.MULTILINE,
    )

    assert row is not None
    assert row[1] == default_of(field)


@pytest.mark.parametrize(("table", "key", "field"), SETTINGS)
def test_every_setting_is_in_the_config_that_ships(table: str, key: str, field: FieldInfo) -> None:
    tables = re.split(r"^(?:# *)?(\[\[?[a-z.]+\]?\])", page("config.toml"), flags=re.MULTILINE)
    below = "".join(text for name, text in zip(tables[1::2], tables[2::2], strict=True) if name == table)

    assert re.search(rf"^(?:# *)?{key} *= ", below, re.MULTILINE)


def test_the_docs_name_no_setting_that_is_gone() -> None:
    named = set(re.findall(r"^\| `(\[.+?\])` \| `(\w+)` \|", page("docs/configuration.md"), re.MULTILINE))

    assert named == {(table, key) for table, key, _ in settings()}


def test_the_config_that_ships_shows_the_defaults() -> None:
    shipped = load_config(ROOT / "config.toml")
    plain = Config.model_validate({"sources": tomllib.loads(page("config.toml"))["sources"]})

    assert (
        shipped.model_copy(update={"site": plain.site, "paths": plain.paths, "sources": plain.sources})
        == plain
    )
    assert shipped.paths.library == ROOT / plain.paths.library
    assert shipped.paths.builds == ROOT / plain.paths.builds
