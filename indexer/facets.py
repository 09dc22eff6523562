"""The facets of a library as one table: what each is called, where its values come from, and how they are listed.

Everything that counts, filters or shows by facet reads this table, so that one more facet is a few lines of config.toml.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from indexer.control_characters import clean_line
from indexer.resource import RECORD_FORMAT, Resource, key_like

Kind = Literal["values", "year"]
Order = Literal["count", "name", "newest"]
Values = tuple[str, ...]
Reader = Callable[[Resource], Values]

SHOWN: Final = 8  # values listed before the rest folds away: about what fits beside three results
MAX_VALUE: Final = 300  # characters; longer text is no name
MAX_VALUES: Final = 1_000  # of one resource

_FOLDER: Final = re.compile(r"folder:([1-9][0-9]?)")
# 2019, "2019", "2019.0" of a spreadsheet, "2019-05-01" and "2019-05-01T10:00:00Z".
_YEAR: Final = re.compile(r"(\d{1,4})(?:\.0+|-\d\d.*)?", re.ASCII)
_DIVIDER: Final = "|"  # of several values in one text, as in CSV


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One property that resources are counted, filtered and listed by."""

    name: str  # also its parameter, its clause in a query and its key in answers
    label: str  # as pages show it
    origin: str  # `from`: "source", "format", "folder:1", else a key of the metadata, or what pages and files say of themselves
    kind: Kind = "values"
    multiple: bool = True  # whether a resource may have several values
    order: Order = "count"
    show: int = SHOWN  # values listed before the rest folds away; 0: pages do not list it

    def reader(self) -> Reader:
        """Return what reads its values from a resource, each once, in order."""
        folder = _FOLDER.fullmatch(self.origin)
        known = _folder_reader(int(folder[1])) if folder is not None else _KNOWN.get(self.origin)
        if known is None:
            return self._from_metadata
        ready = known is _year or (self.kind == "values" and (self.multiple or known is _source))
        return known if ready else lambda resource: self._read(known(resource))

    def _from_metadata(self, resource: Resource) -> Values:
        given = _like(resource.metadata, self.origin)
        if given is None:
            given = _like(resource.properties, self.origin)
        if given is None and self.origin == "language":
            given = resource.text_language
        if given is None:
            return ()
        values = given if isinstance(given, list | tuple) else [given]
        if self.multiple:
            values = [
                part
                for value in values
                for part in (value.split(_DIVIDER) if isinstance(value, str) else (value,))
            ]
        return self._read(values)

    def _read(self, values: Sequence[Any]) -> Values:
        """Return *values* as names or years, without those that are neither."""
        read = _year_in if self.kind == "year" else _name_in
        found = [value for value in map(read, values[:MAX_VALUES]) if value is not None]
        return tuple(dict.fromkeys(found))[: None if self.multiple else 1]


TOPIC: Final = Facet(name="topic", label="Topic", origin="topics")
TYPE: Final = Facet(name="type", label="Type", origin="types")
YEAR: Final = Facet(name="year", label="Year", origin="year", kind="year", multiple=False, order="newest")
SOURCE: Final = Facet(name="source", label="Source", origin="source", multiple=False)
STANDARD: Final = (TOPIC, TYPE, YEAR)  # every library has these


SETTING: Final = "facets"  # the name of the table among the settings of a build


class FacetTable:
    """The facets of a library, in the order in which they are listed."""

    def __init__(self, facets: Iterable[Facet] = STANDARD) -> None:
        self._facets = {facet.name: facet for facet in facets}
        self._readers = tuple((facet.name, facet.reader()) for facet in self._facets.values())
        self.names: Final = tuple(self._facets)
        self.others: Final = tuple(name for name in self.names if name not in {"topic", "type", "year"})

    def __iter__(self) -> Iterator[Facet]:
        return iter(self._facets.values())

    def __len__(self) -> int:
        return len(self._facets)

    def __contains__(self, name: object) -> bool:
        return name in self._facets

    def __getitem__(self, name: str) -> Facet:
        return self._facets[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FacetTable) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def values_of(self, resource: Resource) -> dict[str, Values]:
        """Return the values that *resource* has of each facet, each once."""
        return {name: read(resource) for name, read in self._readers}

    def as_setting(self) -> str:
        """Return it as text, for the manifest of a build."""
        return json.dumps([asdict(facet) for facet in self], separators=(",", ":"))

    @classmethod
    def of_settings(cls, settings: Mapping[str, str]) -> "FacetTable":
        """Return the table that the *settings* of a build name."""
        written = settings.get(SETTING)
        return STANDARD_TABLE if written is None else cls(Facet(**row) for row in json.loads(written))


def _like(given: Mapping[str, Any], name: str) -> Any:
    key = key_like(given, name) if given else None
    return None if key is None else given[key]


def _topics(resource: Resource) -> Values:
    return tuple(dict.fromkeys(resource.topics))


def _types(resource: Resource) -> Values:
    return tuple(dict.fromkeys(resource.types))


def _year(resource: Resource) -> Values:
    return () if resource.year is None else (str(resource.year),)


def _source(resource: Resource) -> Values:
    return (resource.source,) if resource.source else ()


def _formats(resource: Resource) -> Values:
    formats = (document.format for document in resource.documents if document.format != RECORD_FORMAT)
    return tuple(dict.fromkeys(formats))


def _folder_reader(level: int) -> Reader:
    def folders(resource: Resource) -> Values:
        paths = (document.address.split("/")[:-1] for document in resource.documents)
        found = (path[level - 1] for path in paths if len(path) >= level)
        return tuple(dict.fromkeys(name for name in found if name))[:MAX_VALUES]

    return folders


def _name_in(value: Any) -> str | None:
    """Return a value of metadata as a name; None: it is none."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    name = clean_line(value) if isinstance(value, str) else ""
    return name if 0 < len(name) <= MAX_VALUE else None


def _year_in(value: Any) -> str | None:
    """Return the year of a value of metadata, from 1 to 9999; None: it has none."""
    dated = _YEAR.fullmatch(str(value).strip()) if isinstance(value, str | int | float) else None
    return str(int(dated[1])) if dated is not None and int(dated[1]) else None


_KNOWN: Final[Mapping[str, Reader]] = {
    "topics": _topics,
    "types": _types,
    "year": _year,
    "source": _source,
    "format": _formats,
}

STANDARD_TABLE: Final = FacetTable()
