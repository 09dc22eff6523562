"""What a library has of one source: documents by format, resources by type, topic and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The content of one source, counted."""

    source: str
    resources: int
    documents: Mapping[str, int]  # format -> how many were read, the most first
    types: Mapping[str, int]  # type -> resources, the most first
    untyped: int  # resources without a type
    topics: Mapping[str, int]
    without_topics: int
    first_year: int | None  # None: no resource has a year
    last_year: int | None
    undated: int


def inventory_of(connection: Any, source: str) -> Inventory:
    """Count what the library has of *source*."""
    asked = {"source": source}

    def listed(sql: str) -> dict[str, int]:
        return dict(connection.execute(f"{sql} ORDER BY 2 DESC, 1", asked).fetchall())

    def values(key: str) -> dict[str, int]:
        return listed(
            f"SELECT value, count(*) FROM resources, json_each(payload, '$.{key}') WHERE source = :source GROUP BY value"  # noqa: S608  # *key* is ours
        )

    total, types, topics, years, first, last = connection.execute(
        "SELECT count(*), count(json_extract(payload, '$.types')), count(json_extract(payload, '$.topics')),"
        " count(json_extract(payload, '$.year')), min(json_extract(payload, '$.year')), max(json_extract(payload, '$.year'))"
        " FROM resources WHERE source = :source",
        asked,
    ).fetchone()
    return Inventory(
        source=source,
        resources=total,
        documents=listed(
            "SELECT json_extract(facts, '$.format'), count(*) FROM documents"
            " WHERE source = :source AND facts IS NOT NULL GROUP BY 1"
        ),
        types=values("types"),
        untyped=total - types,
        topics=values("topics"),
        without_topics=total - topics,
        first_year=first,
        last_year=last,
        undated=total - years,
    )
