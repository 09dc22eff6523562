"""`[[sources.rules]]`: what the resources of a source are given by where they are."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, model_validator

from indexer.config.refusal import refused, shown
from indexer.languages import language_of

# What a resource is, and what only it can say.
_ITS_OWN: Final = ("id", "title", "url", "summary", "text", "passages", "files", "listed_at")
_SINGULAR: Final = {"type": "types", "topic": "topics", "years": "year"}

_Name = Annotated[str, Field(min_length=1, max_length=300)]
_Names = tuple[_Name, ...]


class Rule(BaseModel):
    """`[[sources.rules]]`: what is given to the resources that *match*; other keys are kept as metadata."""

    model_config = ConfigDict(frozen=True, extra="allow")

    match: Annotated[str, Field(min_length=1, max_length=500)]  # a glob of paths or addresses
    types: _Names = ()
    topics: _Names = ()
    year: Annotated[int, Field(ge=1, le=9999)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _readable(cls, values: Any) -> Any:
        if not isinstance(values, Mapping):
            return values
        given: dict[str, Any] = {}
        for key, value in values.items():
            name: str = _SINGULAR.get(str(key)) or str(key)
            if name in given:
                raise refused(f"{shown(key)} and {shown(name)} are the same key", "keep one of them")
            if name in _ITS_OWN:
                raise refused(
                    f"{shown(key)} cannot be given by a rule, because only a resource itself can say it",
                    f"remove {key}",
                )
            given[name] = (value,) if name in {"types", "topics"} and isinstance(value, str) else value
        if "match" in given and len(given) == 1:
            raise refused("this rule gives nothing", "add types, topics, year or another key")
        return given

    @model_validator(mode="after")
    def _plain(self) -> "Rule":
        for key, value in self.metadata.items():
            values = value if isinstance(value, list) else [value]
            if not all(isinstance(one, str | int | float | bool) for one in values):
                raise refused(
                    f"{shown(key)} holds a table, a date or an empty value",
                    "write a text, a number, or a list of these",
                )
        return self

    @property
    def metadata(self) -> Mapping[str, Any]:
        """Whatever else is given."""
        return self.model_extra or {}

    @property
    def text_language(self) -> str | None:
        """The language that it gives to texts, if there is an analyzer for it; it is kept as metadata too."""
        named = self.metadata.get("language")
        return language_of(named) if isinstance(named, str) else None
