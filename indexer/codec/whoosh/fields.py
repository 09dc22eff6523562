"""The Whoosh fields of a segment: the schema, and the arrays with each field's terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from whoosh import fields, formats

from indexer.codec.segment.layout import Layout
from indexer.codec.segment.term_dictionary import key_of, name_of
from indexer.indexed_fields import TEXT_FIELDS, keyword_fields


class _Field(fields.FieldType):  # type: ignore[misc]  # Whoosh is untyped
    def to_bytes(self, value: Any) -> bytes:
        """Return the key of a term."""
        if isinstance(value, list | tuple):
            value = value[0]
        return value if isinstance(value, bytes) else key_of(str(value))

    def from_bytes(self, bs: bytes) -> str:
        """Return the term of a key."""
        return name_of(bs)


class TermField(_Field):
    """A field of terms with positions, analysed by `indexer.analysis`, not by Whoosh."""

    def __init__(self) -> None:
        super().__init__(format=formats.Positions(), analyzer=None, scorable=True)


class NameField(_Field):
    """A field of whole names: each is one term, unchanged."""

    def __init__(self, *, unique: bool = False) -> None:
        super().__init__(format=formats.Existence(), analyzer=None, unique=unique)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldArrays:
    """Where a segment keeps the terms of one Whoosh field."""

    dictionary: str
    posting_list: str
    bit: int = 0  # forms of all fields share one posting list; this bit marks those of the field


def forms_field(field: str) -> str:
    """Return the name of the Whoosh field with the forms of *field*."""
    return f"{field}_forms"


@cache
def fields_of(layout: Layout) -> Mapping[str, FieldArrays]:
    """Return the Whoosh fields of segments with this layout."""
    names = [name for name in keyword_fields(layout.facets) if name != "order"]  # a sort key only
    return {
        **{field: FieldArrays(dictionary="terms", posting_list=field) for field in TEXT_FIELDS},
        **{
            forms_field(field): FieldArrays(dictionary="forms", posting_list="form", bit=1 << number)
            for number, field in enumerate(TEXT_FIELDS)
        },
        **{name: FieldArrays(dictionary=name, posting_list=name) for name in names},
    }


def build_schema(layout: Layout) -> fields.Schema:
    """Return the schema of an index whose segments have this layout."""
    schema = fields.Schema()
    for field in fields_of(layout):
        schema.add(field, TermField() if field in TEXT_FIELDS else NameField(unique=field == "id"))
    return schema
