"""Numbers, dates and places in, the words that a reader sees out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from indexer.facets import TOPIC, TYPE, YEAR, Facet
from indexer.readers.formats import BY_NAME
from searchapp.engine.results import HitDocument, HitPassage
from searchapp.web.shortening import FACTS, NAME, PATH, VALUE, shortened

_NOUNS: Final = {TOPIC.name: TOPIC.label, TYPE.name: TYPE.label, YEAR.name: YEAR.label}
HEADING_DIVIDER: Final = " › "
_LABEL: Final = 20  # characters of a printed page label that are said: "A-3", "xviii"
_NAMES: Final = 6  # types or other names that are said one behind the other


def format_name(name: str) -> str:
    """Return what readers call a format: "PDF", "Web page"."""
    return BY_NAME[name].label if name in BY_NAME else name.upper()


def byte_size(size: int) -> str:
    """Return a file's size as file managers print it: "3.2 MB"."""
    amount = float(size)
    for unit in ("bytes", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit != "MB" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return "1 result", "1,024 results"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def long_date(stamp: str) -> str:
    """Return an ISO 8601 time as "23 November 2026"; what is not one stays as it is."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{moment.day} {moment:%B %Y}"


def date_and_time(stamp: str) -> str:
    """Return an ISO 8601 time as "23 November 2026, 19:34 UTC"; what is not one stays as it is."""
    try:
        time = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return f"{long_date(stamp)}, {time:%H:%M} UTC"


def document_facts(document: HitDocument) -> str:
    """Return "PDF, 3.2 MB, 120 pages", as far as it is known."""
    facts = [format_name(document.format)]
    if document.bytes is not None:
        facts.append(byte_size(document.bytes))
    if document.pages is not None:
        facts.append(counted(document.pages, "page"))
    return ", ".join(facts)


def heading_path(passage: HitPassage, above: int = 0) -> str:
    """Return "Chapter › Section", outermost first, without the *above* outermost; "" if there is none."""
    names = passage.place.heading[above:]
    path = HEADING_DIVIDER.join(names)
    if len(path) <= PATH:
        return path
    # The outermost says which part it is, the innermost what is told there.
    ends = names if len(names) < 3 else (names[0], "…", names[-1])
    return HEADING_DIVIDER.join(shortened(name, PATH // 3) for name in ends)


def location_label(passage: HitPassage) -> str:
    """Return where a passage stands: "page 47 (PDF), printed “vi”", "at 1:02:05"; "" if its place is unknown."""
    place = passage.place
    if place.page is not None:
        kind = " (PDF)" if passage.document is not None and passage.document.format == "pdf" else ""
        printed = place.page_label not in (None, "", str(place.page))
        return f"page {place.page}{kind}" + (
            f", printed “{shortened(place.page_label or '', _LABEL)}”" if printed else ""
        )
    if place.seconds is not None:
        return f"at {clock(place.seconds)}"
    return ""


def value_name(value: str | int) -> str | int:
    """Return the value of a facet as it is shown."""
    return shortened(value, NAME) if isinstance(value, str) else value


def names_line(names: Sequence[str]) -> str:
    """Return "Report, Video"; of very many names the first few, and how many more there are."""
    said = ", ".join(shortened(name, NAME) for name in names[:_NAMES])
    return f"{said} and {len(names) - _NAMES:,} more" if len(names) > _NAMES else said


def facet_nouns(facet: Facet) -> tuple[str, str]:
    """Return what one value of a facet and several are called: "topic", "topics"; "value of Audience", "values of Audience"."""
    if _NOUNS.get(facet.name) == facet.label:
        return facet.name, facet.name + "s"
    return f"value of {facet.label}", f"values of {facet.label}"


def clock(seconds: float) -> str:
    """Return a time into a recording: "1:02:05", "4:07"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def plain_facts(metadata: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the metadata that can be read as it stands: (name, value), lists joined, the first of very much."""
    facts = []
    for name, value in islice(metadata.items(), FACTS):
        values = value if isinstance(value, list | tuple) else [value]
        words = [
            str(word) for word in values[:VALUE] if isinstance(word, str | int | float) and str(word).strip()
        ]
        if words:
            facts.append((shortened(name.replace("_", " "), NAME), shortened(", ".join(words), VALUE)))
    return tuple(facts)
