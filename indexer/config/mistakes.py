"""The mistakes that pydantic finds in config.toml, as one ConfigError."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeAlias

from pydantic import BaseModel, ValidationError

from indexer.errors import ConfigError

Model: TypeAlias = type[BaseModel]

# Old names of settings: a file that uses one is refused with the new name.
RENAMED: Final[Mapping[str, str]] = {
    "most": "minimum_should_match",
    "enough": "min_results",
    "look_seconds": "poll_seconds",
}


class _ConfigMistakesError(ConfigError):
    """Several mistakes in one file, a line each."""

    def __init__(self, mistakes: list[ConfigError]) -> None:
        first = mistakes[0]
        super().__init__(first.what, where=first.where, fix=first.fix)
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)


def mistakes_of(error: ValidationError, path: Path, root: Model, tables: Mapping[str, Model]) -> ConfigError:
    """Return all mistakes in the file at *path*; *root* is the model of the file, *tables* are those of its tables."""
    return _ConfigMistakesError([_mistake(detail, path, root, tables) for detail in error.errors()])


def _mistake(detail: Any, path: Path, root: Model, tables: Mapping[str, Model]) -> ConfigError:
    """Turn one pydantic finding into what, where and how to fix it."""
    location = [
        part for part in detail["loc"] if not (isinstance(part, str) and part.startswith("function-"))
    ]
    names = [part for part in location if isinstance(part, str)]
    key = str(location[-1]) if location else "sources"
    if names and location[-1] != names[-1]:
        key = names[-1]  # an entry of a list is no key
    table = names[0] if len(location) > 1 else ""
    table = ".".join(names[:2]) if ".".join(names[:2]) in tables and len(names) > 2 else table
    known = _keys(root)
    if len(location) > 1:
        model = tables.get(names[1] if table == "sources" and len(names) > 1 else table)
        known = _keys(model) if model else known
    lists = table in {"sources", "facets"}
    where = f"{path} [[{table}]]" if lists else f"{path} [{table}]" if table else str(path)
    if detail["type"] == "extra_forbidden":
        now = RENAMED.get(key)
        fix = f"it is now called {now}" if now in known else nearest(key, known)
        return ConfigError(f"{key} is not a setting", where=where, fix=fix)
    if detail["type"] == "missing":
        fix = "add a [[sources]] table with name, kind and path" if key == "sources" else f"add {key} = …"
        return ConfigError(f"{key} is missing", where=where, fix=fix)
    if detail["type"] in {"union_tag_invalid", "union_tag_not_found"}:
        given = detail.get("ctx", {}).get("tag")
        said = f"kind {given!r} is not a kind of source" if given else "kind is missing"
        kinds = [
            f'"{name}"' for name, model in tables.items() if name != "facets" and "kind" in model.model_fields
        ]
        return ConfigError(
            said, where=f"{path} [[sources]]", fix=f"use kind = {', '.join(kinds[:-1])} or {kinds[-1]}"
        )
    said = detail["msg"].removeprefix("Value error, ")
    fix = detail.get("ctx", {}).get("fix", "see docs/configuration.md")
    return ConfigError(f"{key}: {said}", where=where, fix=fix)


def _keys(model: Model) -> list[str]:
    return sorted(field.alias or name for name, field in model.model_fields.items())


def nearest(name: str, known: list[str]) -> str:
    """Return how to fix a name that is not among those *known*."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f"did you mean {near[0]}?" if near else f"use one of {', '.join(known)}"
