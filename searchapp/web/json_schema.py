"""Types of answers in, their JSON Schema (Draft 2020-12) out, as an OpenAPI document has it."""

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from indexer.facets import FacetTable
from searchapp.web.answer_types import Bounds, Format, PerFacet

Schema = dict[str, Any]
_PLAIN: Final[Mapping[Any, Schema]] = {
    Any: {},
    NoneType: {"type": "null"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
}


class Schemas:
    """The schemas of a library with certain facets; those of objects are gathered by name as `components`."""

    def __init__(self, facets: FacetTable) -> None:
        self._facets = facets
        self.components: Final[dict[str, Schema]] = {}

    def of(self, hint: Any) -> Schema:
        """Return the schema of a type; that of an object is a reference to its component."""
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        if is_typeddict(hint):
            return self._reference(hint)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._annotated(*arguments)
        if origin is Literal:
            return _enumeration(arguments)
        return self._composed(origin, [self.of(each) for each in arguments])

    def _composed(self, origin: Any, inner: list[Schema]) -> Schema:
        if origin is NotRequired:
            return inner[0]
        if origin in (Union, UnionType):
            return _any_of(inner)
        if origin is list:
            return {"type": "array", "items": inner[0]}
        if origin is dict:
            return {"type": "object", "additionalProperties": inner[1]}
        raise TypeError(f"There is no JSON Schema of {origin!r}.")

    def _annotated(self, hint: Any, *notes: Any) -> Schema:
        schema = self.of(hint)
        for note in notes:
            if isinstance(note, PerFacet):
                schema = self._per_facet(schema["additionalProperties"], note)
            elif isinstance(note, Bounds):
                schema["minimum"] = note.least
                schema |= {} if note.greatest is None else {"maximum": note.greatest}
            elif isinstance(note, Format):
                schema["format"] = note.name
            else:
                schema["description"] = str(note)
        return schema

    def _per_facet(self, of_one: Schema, names: PerFacet) -> Schema:
        listed = self._facets.names if names.standard else self._facets.others
        return {
            "type": "object",
            "properties": dict.fromkeys(listed, of_one),
            **({"required": list(listed)} if names.standard else {}),
            "additionalProperties": False,
        }

    def _reference(self, hint: Any) -> Schema:
        name: str = hint.__name__
        if name not in self.components:
            schema = self.components[name] = {}
            hints = get_type_hints(hint, include_extras=True)
            schema |= {
                "type": "object",
                "description": str(hint.__doc__),
                "properties": {key: self.of(inner) for key, inner in hints.items()},
                "required": [key for key in hints if key in hint.__required_keys__],
            }
        return {"$ref": f"#/components/schemas/{name}"}


def _enumeration(values: tuple[Any, ...]) -> Schema:
    [kind] = {type(value) for value in values}
    return {**_PLAIN[kind], "enum": list(values)}


def _any_of(schemas: list[Schema]) -> Schema:
    """Return the schema of a union: plain types are listed in one, as `["integer", "null"]`."""
    keywords: Schema = {}
    for schema in schemas:
        keywords |= schema
    if all("type" in schema and "enum" not in schema for schema in schemas):
        return {**keywords, "type": [schema["type"] for schema in schemas]}
    return {"anyOf": schemas}
