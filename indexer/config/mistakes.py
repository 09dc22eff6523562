"""The mistakes that pydantic finds in config.toml, as one ConfigError."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias, get_args

from pydantic import BaseModel, ValidationError

from indexer.config.refusal import REFUSED, shown
from indexer.config.wrong_values import WrongValue, example_of, wrong_value
from indexer.errors import ConfigError

Model: TypeAlias = type[BaseModel]

# Old names of settings: a file that uses one is refused with the new name.
RENAMED: Final[Mapping[str, str]] = {
    "most": "minimum_should_match",
    "enough": "min_results",
    "look_seconds": "poll_seconds",
}
_NO_TABLE: Final = ("model_type", "model_attributes_type")
_NO_LIST: Final = ("tuple_type", "list_type")
_NO_KIND: Final = ("union_tag_invalid", "union_tag_not_found")


class _ConfigMistakesError(ConfigError):
    """Several mistakes in one file, a line each."""

    def __init__(self, mistakes: list[ConfigError]) -> None:
        first = mistakes[0]
        super().__init__(first.what, where=first.where, fix=first.fix)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


class _Place(NamedTuple):
    """Where in the file a mistake is."""

    table: str  # "search", "sources.rules"; "": above all tables
    several: bool  # whether that table is one of a list, [[…]]
    which: str  # the source or facet that it is about, where there are several
    key: str
    entry: int | None  # which entry of the key, from 1
    model: Model | None  # of the table
    inner: tuple[Model, ...]  # of the value of the key; (): it is no table

    @property
    def where(self) -> str:
        """The table as it is written in the file; "" above all tables."""
        if not self.table:
            return ""
        header = f"[[{self.table}]]" if self.several else f"[{self.table}]"
        return f"{header} {self.which}".rstrip()

    @property
    def known(self) -> list[str]:
        """The settings that the table may have."""
        fields = self.model.model_fields if self.model is not None else {}
        return sorted(field.alias or name for name, field in fields.items())

    @property
    def within(self) -> "_Place":
        """The table that the key is, if it is one: what is said is about several of its settings."""
        if not self.inner:
            return self
        table = f"{self.table}.{self.key}" if self.table else self.key
        model = self.inner[0] if len(self.inner) == 1 else None
        return _Place(table, self.several, self.which, "", None, model, ())


def mistakes_of(error: ValidationError, path: Path, root: Model, raw: Mapping[str, Any]) -> ConfigError:
    """Return all mistakes in the file at *path*; *root* is the model of the file, *raw* what is in it."""
    return _ConfigMistakesError([_mistake(detail, path, root, raw) for detail in error.errors()])


def _mistake(detail: Any, path: Path, root: Model, raw: Mapping[str, Any]) -> ConfigError:
    """Turn one pydantic finding into what, where and how to fix it."""
    place = _place(detail["loc"], root, raw)
    if detail["type"] in {REFUSED, *_NO_KIND}:
        place = place.within
    what, fix = _what_and_fix(detail, place, root)
    return ConfigError(what, where=f"{path} {place.where}".rstrip(), fix=fix)


def _what_and_fix(detail: Any, place: _Place, root: Model) -> tuple[str, str]:
    kind, context, key = detail["type"], detail.get("ctx", {}), place.key
    if kind == "extra_forbidden":
        now = RENAMED.get(key)
        fix = f"it is now called {now}" if now in place.known else nearest(key, place.known)
        return f"{key} is not a setting", fix
    if kind == "missing":
        sources = key == "sources" and not place.table
        fix = "add a [[sources]] table with name, kind and path" if sources else f"add {key} = …"
        return f"{key} is missing", fix
    if kind in _NO_KIND:
        given = context.get("tag")
        kinds = [f'"{name}"' for model in _models(root, place.table) for name in _kinds(model)]
        what = f"kind is {shown(given)}, which is not a kind of source" if given else "kind is missing"
        return what, f"use kind = {', '.join(kinds[:-1])} or {kinds[-1]}"
    if kind == REFUSED:
        return f"{key}: {context['what']}" if key else context["what"], context["fix"]
    subject = f"entry {place.entry} of {key}" if place.entry else key
    if place.inner and kind in {*_NO_TABLE, *_NO_LIST} and (told := _not_tables(detail, place, subject)):
        return told
    wrong = WrongValue(
        key=key,
        subject=subject,
        value=detail["input"],
        limits=context,
        example=example_of(place.model, key),
        in_list=place.entry is not None,
    )
    told = wrong_value(kind, wrong)
    return told or (f"{subject} cannot be {shown(wrong.value)}", "see docs/configuration.md")


def _not_tables(detail: Any, place: _Place, subject: str) -> tuple[str, str] | None:
    """Say that no table stands where one must, or one where there may be several; None: it is no table where there may be several."""
    table, name = detail["input"], place.within.table
    if detail["type"] in _NO_TABLE:
        header = f"[[{place.key}]]" if place.entry else f"[{place.key}]"
        return f"{subject} is {shown(table)}, which is not a table", f"write it as a table, {header}"
    if not isinstance(table, Mapping):
        return None
    parts = [key for key, value in table.items() if isinstance(value, list | Mapping)]
    if parts and len(parts) == len(table):
        part = f"[[{name}.{parts[0]}]]"
        return (
            f"{part} stands without a [[{name}]] above it",
            f"move {part} below the settings of its [[{name}]]",
        )
    return f"[{name}] is written with single brackets", f"write [[{name}]]: there may be several"


def _place(location: Sequence[int | str], root: Model, raw: Mapping[str, Any]) -> _Place:
    """Follow pydantic's *location* through the models: names of settings, numbers of entries, and kinds of source."""
    tables: list[str] = []
    several, which, key, entry = False, "", "", None
    model: Model | None = root
    inner: tuple[Model, ...] = ()
    for part in location:
        if isinstance(part, int):
            entry, which = part + 1, which or _which(key, part, raw)
        elif part.startswith("function-"):
            continue
        elif len(inner) > 1 and entry is not None:  # the kind of a source
            inner = tuple(one for one in inner if part in _kinds(one))
        else:
            if key:
                tables.append(key)
                several, model = entry is not None, inner[0] if len(inner) == 1 else None
            key, entry, inner = part, None, tuple(_models(model, part))
    several = entry is not None or isinstance(raw.get(key), list) if inner else several
    return _Place(".".join(tables), several, which, key, entry, model, inner)


def _which(key: str, number: int, raw: Mapping[str, Any]) -> str:
    """Return the name or the number of one of several sources or facets."""
    tables = raw.get(key)
    if not isinstance(tables, list) or len(tables) < 2:
        return ""
    name = tables[number].get("name") if isinstance(tables[number], Mapping) else None
    return shown(name) if isinstance(name, str) and name else f"number {number + 1}"


def _models(model: Model | None, key: str) -> Iterator[Model]:
    """Yield the models that the value of a setting may have."""
    for name, field in (model.model_fields if model is not None else {}).items():
        if key in {name, field.alias}:
            yield from _models_in(field.annotation)


def _models_in(annotation: Any) -> Iterator[Model]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _kinds(model: Model) -> tuple[str, ...]:
    kind = model.model_fields.get("kind")
    return get_args(kind.annotation) if kind is not None else ()


def nearest(name: str, known: list[str]) -> str:
    """Return how to fix a name that is not among those *known*."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"use one of {', '.join(known)}"
