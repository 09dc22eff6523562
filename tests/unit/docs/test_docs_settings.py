"""Every setting is in the docs, and no other."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from indexer.config import Config, FacetConfig, FolderSource, RecordsSource, WebsiteSource, load_config
from indexer.config.rules import Rule
from tests.unit.docs.pages import ROOT, page

REQUIRED = "required"


def settings() -> Iterator[tuple[str, str, FieldInfo]]:
    """(table as docs call it, key, field) of every setting."""
    for table, field in Config.model_fields.items():
        if table in {"sources", "facets"}:
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
    keys: dict[str, FieldInfo] = {
        **FolderSource.model_fields,
        **RecordsSource.model_fields,
        **WebsiteSource.model_fields,
    }
    yield from (("[[sources]]", key, inner) for key, inner in keys.items() if key != "rules")
    yield from (("[[sources.rules]]", key, inner) for key, inner in Rule.model_fields.items())
    yield from (("[[facets]]", inner.alias or key, inner) for key, inner in FacetConfig.model_fields.items())


SETTINGS = [pytest.param(*setting, id=f"{setting[0]} {setting[1]}") for setting in settings()]


def in_toml(value: Any) -> str:
    """*value* as config.toml would have it."""
    if isinstance(value, str | Path):
        return f'"{value}"'
    if isinstance(value, tuple):
        return f"[{', '.join(in_toml(each) for each in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
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
    own = ("site", "paths", "sources", "facets")

    search = shipped.search.model_copy(update={"synonyms": None})
    others = {name: getattr(plain, name) for name in own}
    assert shipped.model_copy(update={**others, "search": search}) == plain
    assert shipped.search.synonyms == ROOT / "synonyms.txt"
    assert [facet.name for facet in shipped.facets] == ["audience", "state"]
    assert shipped.paths.library == ROOT / plain.paths.library
    assert shipped.paths.builds == ROOT / plain.paths.builds


TEMPLATE = (ROOT / "indexer/config/template.toml").read_text(encoding="utf-8")


def keys_of_template() -> list[tuple[str, str, str]]:
    """(table, key, value) of every line of the template that sets something, commented or not, without its comment."""
    found = []
    table = ""
    for line in TEMPLATE.splitlines():
        named = re.match(r"^(?:# )?(\[\[?[a-z.]+\]\]?)", line)
        given = re.match(r"^(?:# )?(\w+) = (.+?)(?: +# .*)?$", line)
        if named is not None:
            table = named[1]
        elif given is not None:
            found.append((table, given[1], given[2]))
    return found


def test_the_template_of_init_names_every_setting_and_no_other() -> None:
    assert {(table, key) for table, key, _ in keys_of_template()} == {
        (table, key) for table, key, _ in settings()
    }


@pytest.mark.parametrize(("table", "key", "field"), SETTINGS)
def test_the_template_of_init_shows_the_default_as_the_docs_do(
    table: str, key: str, field: FieldInfo
) -> None:
    shown = {value for at, name, value in keys_of_template() if (at, name) == (table, key)}

    if default_of(field) not in {REQUIRED, "unset"}:  # of those an example is shown
        assert shown == {default_of(field).strip("`")}


def test_the_template_of_init_is_valid_as_it_is_and_with_every_line_taken_on(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(TEMPLATE, encoding="utf-8")
    plain = load_config(path)
    # A line is taken on by taking "# " off, as its first lines say.
    path.write_text(re.sub(r"^# (?=\[|\w+ = )", "", TEMPLATE, flags=re.MULTILINE), encoding="utf-8")
    whole = load_config(path)

    assert plain == Config.model_validate({"sources": plain.sources, "paths": plain.paths})
    assert [source.kind for source in whole.sources] == ["folder", "records", "website"]
    assert whole.ranking == plain.ranking


def reads() -> set[str]:
    """The name of every attribute that the code reads, but for the settings themselves."""
    code = [
        path
        for package in ("indexer", "searchapp")
        for path in (ROOT / package).rglob("*.py")
        if path not in {ROOT / "indexer/config/settings.py", ROOT / "indexer/config/loading.py"}
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in code)
    return set(re.findall(r"\.([a-z_0-9]+)\b", text))


@pytest.mark.parametrize(("table", "key", "field"), SETTINGS)
def test_a_setting_that_nothing_reads_says_so(table: str, key: str, field: FieldInfo) -> None:
    (row,) = re.findall(
        rf"^\| `{re.escape(table)}` \| `{key}` \| .+$", page("docs/configuration.md"), re.MULTILINE
    )

    attribute = "origin" if key == "from" else key
    assert (attribute not in reads()) == ("not used yet" in row)
