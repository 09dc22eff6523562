"""`[[facets]]`: the properties by which a library is narrowed, and the table that they make with topic, type and year."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from indexer.config.refusal import refused, shown
from indexer.facets import SHOWN, SOURCE, STANDARD, Facet, FacetTable

MAX_FACETS: Final = 32  # more than anyone narrows by; each is counted at every search

_NAME: Final = re.compile(r"[a-z][a-z0-9]{0,31}(?:-[a-z0-9]{1,31}){0,3}")
_PARAMETERS: Final = "q page sort exact find from within documents lang facet facets"
_INDEXED: Final = "id document order terms forms form headings summary text passage position length fields passages lines resources positions metadata navigation"  # fmt: skip
# What another facet may not be called, and why.
RESERVED: Final[Mapping[str, str]] = {
    **dict.fromkeys(_PARAMETERS.split(), "is a parameter of searches"),
    **dict.fromkeys(_INDEXED.split(), "is a name within the index"),
    "title": "is a clause of queries",
    "topics": "is what answers call the values of topic",
    "types": "is what answers call the values of type",
    "years": "is what answers call the values of year",
}
# Keys of a record that are one of a kind, or text: no values to choose from.
_NO_VALUES: Final = frozenset("id title url summary text passages files listed_at".split())
_STANDARD: Final = {facet.name: facet for facet in STANDARD}


class FacetConfig(BaseModel):
    """`[[facets]]`: one facet more, or how topic, type or year is listed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, populate_by_name=True)

    name: str  # also its parameter, its clause and its key in answers
    label: Annotated[str, Field(min_length=1, max_length=60)] | None = None  # unset: the name
    origin: str | None = Field(None, alias="from")  # where the values come from; unset: the key called `name`
    kind: Literal["values", "year"] = "values"
    multiple: bool = True  # whether a resource may have several
    order: Literal["count", "name", "newest"] | None = None  # unset: count, and newest for years
    show: Annotated[int, Field(ge=0, le=40)] = SHOWN  # before the rest folds away; 0: pages do not list it

    @field_validator("name")
    @classmethod
    def _usable(cls, value: str) -> str:
        if value in RESERVED:
            raise refused(f"{shown(value)} {RESERVED[value]}", f'use another name, such as "its-{value}"')
        if not _NAME.fullmatch(value):
            raise refused(
                f"{shown(value)} cannot be a parameter and a clause of queries",
                'use small letters, digits and single hyphens, such as "resource-language"; label is what pages show',
            )
        return value

    @field_validator("origin")
    @classmethod
    def _choosable(cls, value: str | None) -> str | None:
        if value is not None and (value in _NO_VALUES or not value.strip()):
            raise refused(
                f"{shown(value)} has no values to choose from",
                'name another key of the records, "source", "format", or a level of folders such as "folder:1"',
            )
        if value is not None and value.startswith("folder:") and not re.fullmatch(r"folder:[1-9]\d?", value):
            raise refused(
                f"{shown(value)} is not a level of folders", 'write "folder:1" for the outermost folder'
            )
        return value

    @model_validator(mode="after")
    def _standard_stays(self) -> Self:
        standard = _STANDARD.get(self.name)
        if standard is None:
            return self
        given = {"from": self.origin, "kind": self.kind, "multiple": self.multiple}
        fixed = {"from": standard.origin, "kind": standard.kind, "multiple": standard.multiple}
        fields = {"from": "origin"}
        for key, value in given.items():
            if fields.get(key, key) in self.model_fields_set and value != fixed[key]:
                raise refused(
                    f"{self.name}: {key} cannot be changed, because every library has this facet",
                    f"leave {key} out, or give the facet another name; label, order and show can be changed",
                )
        return self

    @property
    def facet(self) -> Facet:
        """The facet that it describes."""
        standard = _STANDARD.get(self.name)
        if standard is not None:
            label, order = self.label or standard.label, self.order or standard.order
            return replace(standard, label=label, order=order, show=self.show)
        return Facet(
            name=self.name,
            label=self.label or self.name.replace("-", " ").capitalize(),
            origin=self.origin or self.name,
            kind=self.kind,
            multiple=self.multiple,
            order=self.order or ("newest" if self.kind == "year" else "count"),
            show=self.show,
        )


def checked_facets(facets: Sequence[FacetConfig]) -> None:
    """Raise a ValueError where names clash or there are too many."""
    names = [facet.name for facet in facets]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise refused(f"two facets are named {shown(twice[0])}", "rename one of them, or remove it")
    if len(names) > MAX_FACETS:
        raise refused(f"{len(names)} facets are too many", f"keep at most {MAX_FACETS}")


def facet_table(facets: Sequence[FacetConfig], *, sources: int) -> FacetTable:
    """Return all facets of a library: topic, type and year unless they are in *facets*, these, and with several *sources* the source."""
    given = [facet.facet for facet in facets]
    named = {facet.name for facet in given}
    first = [facet for facet in STANDARD if facet.name not in named]
    last = [SOURCE] if sources > 1 and SOURCE.name not in named else []
    return FacetTable([*first, *given, *last])
