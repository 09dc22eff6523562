"""Reads topics.jsonl: topics with their introductions."""

import os
from pathlib import Path
from typing import Final

from indexer.errors import RecordError
from indexer.resource import Topic
from indexer.slug import permanent_slug, slug
from indexer.sources.exports.rows import rows
from indexer.sources.source import Report
from indexer.sources.values import line_of, text_of

MAX_TOPICS: Final = 20_000  # all are kept in memory, here and in the server
MAX_TOPIC_TEXT: Final = 20_000  # characters of an introduction, and of a disclaimer: they are on one page


TOPICS: Final = "topics.jsonl"


def read_topics(path: Path, where: str, report: Report) -> tuple[Topic, ...]:
    """Return the topics in *path* without duplicates; none if there is no such file. Raises SourceError."""
    if not os.path.isfile(path):  # noqa: PTH113  # what cannot be examined is reported when the folder is listed
        return ()
    found: dict[str, Topic] = {}
    for row in rows(path, where, report):
        place = row.place
        try:
            values = row.values()
            name = line_of(values.get("name"))
            given = line_of(values.get("slug"))
            intro, disclaimer = (text_of(values.get(key), MAX_TOPIC_TEXT) for key in ("intro", "disclaimer"))
        except RecordError as error:
            report(error)
            continue
        except ValueError as error:
            report(
                RecordError(
                    f"a topic's name, slug, intro, disclaimer: {error}", where=place, fix="correct it"
                )
            )
            continue
        if name is None or name in found:
            what = "a topic without a name" if name is None else f"duplicate topic {name!r}"
            report(RecordError(what, where=place, fix="correct it, or delete the line"))
            continue
        if len(found) == MAX_TOPICS:
            what = f"there are more than {MAX_TOPICS:,} topics, and this one is left out with all that follow"
            report(RecordError(what, where=place, fix="delete those that need no introduction"))
            break
        found[name] = Topic(
            name=name,
            slug=slug(given or "") or permanent_slug(name),
            intro=(intro or "").strip(),
            disclaimer=(disclaimer or "").strip(),
        )
    return tuple(found.values())
