"""What programs of others make of an export: Python's csv, rispy and feedparser."""

import csv
import io
from typing import Any

import feedparser
import rispy


def rows_of(answer: Any) -> list[dict[str, str]]:
    """The rows of a table by the names of their columns."""
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    text = answer.data.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def references_of(answer: Any) -> list[dict[str, Any]]:
    """The references."""
    assert answer.status_code == 200
    assert answer.content_type == "application/x-research-info-systems; charset=utf-8"
    found: list[dict[str, Any]] = rispy.loads(answer.data.decode())
    return found


def feed_of(answer: Any) -> Any:
    """The page of a feed."""
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def relations(found: Any) -> dict[str, str]:
    """The addresses of a feed by their relation."""
    return {link.rel: link.href for link in found.feed.links}
