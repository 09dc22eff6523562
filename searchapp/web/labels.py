"""Numbers, dates and places in, the words that a reader sees out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from markupsafe import Markup

from indexer.facets import SOURCE, TOPIC, TYPE, YEAR, Facet
from indexer.languages import language_of
from indexer.readers.formats import BY_NAME
from searchapp.engine.messages import message
from searchapp.engine.results import Hit, HitDocument, HitPassage, OtherPlace
from searchapp.engine.suggesting.suggestion import MAX_SUGGESTIONS
from searchapp.web.shortening import FACTS, NAME, PATH, VALUE, shortened, shortened_html
from searchapp.web.source_labels import source_label
from searchapp.web.translations.current import _, counted, language

# What a facet of this name is called where the settings do not call it otherwise; and of some, one value and several.
_LABELS: Final = {
    TOPIC.name: message("Topic"),
    TYPE.name: message("Type"),
    YEAR.name: message("Year"),
    SOURCE.name: message("Source"),
    "audience": message("Audience"),
    "format": message("Format"),
    "language": message("Language"),
    "state": message("State"),
}
_NOUNS: Final = {
    TOPIC.name: (message("topic"), message("topics")),
    TYPE.name: (message("type"), message("types")),
    YEAR.name: (message("year"), message("years")),
}
# The names of formats are those of the indexer; here they are known to the catalogues.
FORMATS: Final = (
    message("Captions"),
    message("PDF"),
    message("Text"),
    message("Web page"),
    message("Word document"),
)
# Facets from these have values of a fixed set, which pages word: "pdf" is "PDF", "es" is "Spanish".
WORDED: Final = ("format", "language")
HEADING_DIVIDER: Final = " › "
_LABEL: Final = 20  # characters of a printed page label that are said: "A-3", "xviii"
_NAMES: Final = 6  # types or other names that are said one behind the other


def format_name(name: str) -> str:
    """Return what readers call a format: "PDF", "Web page"."""
    return _(BY_NAME[name].label) if name in BY_NAME else name.upper()


def byte_size(size: int) -> str:
    """Return a file's size as file managers print it: "3.2 MB"."""
    decimal = language().decimal
    if size < 1000:
        return _("%(size)s bytes", size=size)
    if size < 1000**2:
        return _("%(size)s KB", size=decimal(size / 1000, 0))
    if size < 1000**3:
        return _("%(size)s MB", size=decimal(size / 1000**2, 1))
    return _("%(size)s GB", size=decimal(size / 1000**3, 1))


def long_date(stamp: str) -> str:
    """Return an ISO 8601 time as "23 November 2026"; what is not one stays as it is."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    return language().date(moment.date())


def date_and_time(stamp: str) -> str:
    """Return an ISO 8601 time as "23 November 2026, 19:34 UTC"; what is not one stays as it is."""
    try:
        clock_time = f"{datetime.fromisoformat(stamp):%H:%M}"
    except ValueError:
        return stamp
    return _("%(date)s, %(time)s UTC", date=long_date(stamp), time=clock_time)


def machine_time(stamp: str) -> str:
    """Return an ISO 8601 time as HTML takes it, to the second; what is not one stays as it is."""
    try:
        return datetime.fromisoformat(stamp).isoformat(timespec="seconds")
    except ValueError:
        return stamp


def document_facts(document: HitDocument) -> str:
    """Return "PDF, 3.2 MB, 120 pages", as far as it is known."""
    facts = [format_name(document.format)]
    if document.bytes is not None:
        facts.append(byte_size(document.bytes))
    if document.pages is not None:
        facts.append(counted(document.pages, "%(count)s page", "%(count)s pages"))
    return ", ".join(facts)


def heading_path(passage: HitPassage, above: int = 0) -> str:
    """Return "Chapter › Section", outermost first, without the *above* outermost; "" if there is none.

    Where the headings match and the text does not, they are marked.
    """
    names = passage.heading_html[above:] or passage.place.heading[above:]
    path = HEADING_DIVIDER.join(names)
    if len(HEADING_DIVIDER.join(passage.place.heading[above:])) > PATH:
        # The outermost says which part it is, the innermost what is told there.
        ends = names if len(names) < 3 else (names[0], "…", names[-1])
        cut = shortened_html if passage.heading_html else shortened
        path = HEADING_DIVIDER.join(cut(name, PATH // 3) for name in ends)
    return Markup(path) if passage.heading_html else path  # noqa: S704  # escaped and marked by the engine


def path_line(hit: Hit) -> str:
    """Return "handbooks › Guide › Chapter 3": the source, where there are several, and what is above the page; "" if neither is known."""
    names = (*map(source_label, hit.facets.get(SOURCE.name, ())), *hit.path)
    path = HEADING_DIVIDER.join(names)
    if len(path) <= PATH:
        return path
    ends = names if len(names) < 4 else (*names[:2], "…", names[-1])
    return HEADING_DIVIDER.join(shortened(name, PATH // 4) for name in ends)


def location_label(passage: HitPassage) -> str:
    """Return where a passage stands: "page 47 (PDF), printed “vi”", "at 1:02:05"; "" if its place is unknown."""
    place = passage.place
    if place.page is not None:
        paged = passage.document is not None and passage.document.format == "pdf"
        page = _("page %(page)s (PDF)", page=place.page) if paged else _("page %(page)s", page=place.page)
        if place.page_label in (None, "", str(place.page)):
            return page
        return _("%(page)s, printed “%(label)s”", page=page, label=shortened(place.page_label or "", _LABEL))
    if place.seconds is not None:
        return _("at %(time)s", time=clock(place.seconds))
    return ""


def spoken_place(passage: HitPassage) -> str:
    """Return where a passage stands, unmarked and short, for those who hear it: its page, else its heading."""
    heading = passage.place.heading
    return location_label(passage) or (shortened(heading[-1], NAME) if heading else "") or _("in the text")


def other_place(other: OtherPlace, resource_id: str) -> str:
    """Return where else a text of the resource with this id is: "page 12 (PDF)"; in another resource, "Its title, page 12 (PDF)"."""
    passage = other.passage
    where = location_label(passage)
    if other.id != resource_id:
        title = shortened(other.title, NAME)
        return _("%(title)s, %(place)s", title=title, place=where) if where else title
    if where:
        return where
    form = format_name(passage.document.format) if passage.document is not None else _("in the text")
    heading = passage.place.heading
    return f"{form}{HEADING_DIVIDER}{shortened(heading[-1], NAME)}" if heading else form


def value_name(value: str | int, origin: str = "") -> str | int:
    """Return the value of a facet as it is shown; *origin* is where the facet has its values from."""
    if origin in WORDED and isinstance(value, str):
        value = format_name(value) if origin == "format" else language().language_name(value)
    elif origin == SOURCE.origin and isinstance(value, str):
        value = source_label(value)
    return shortened(value, NAME) if isinstance(value, str) else value


def names_line(names: Sequence[str]) -> str:
    """Return "Report, Video"; of very many names the first few, and how many more there are."""
    said = ", ".join(shortened(name, NAME) for name in names[:_NAMES])
    more = len(names) - _NAMES
    return (
        counted(more, "%(names)s and %(count)s more", "%(names)s and %(count)s more", names=said)
        if more > 0
        else said
    )


def facet_label(facet: Facet) -> str:
    """Return what a facet is called: as the settings have it, or, where that is the usual name, in the language of the page."""
    return _(facet.label) if _LABELS.get(facet.name) == facet.label else facet.label


def facet_nouns(facet: Facet) -> tuple[str, str]:
    """Return what one value of a facet and several are called: "topic", "topics"; "value of Audience", "values of Audience"."""
    if _LABELS.get(facet.name) == facet.label and facet.name in _NOUNS:
        one, several = _NOUNS[facet.name]
        return _(one), _(several)
    label = facet_label(facet)
    return _("value of %(facet)s", facet=label), _("values of %(facet)s", facet=label)


def suggestion_counts() -> str:
    """Return how many suggestions there are, in words, for none and for each number of them: "|1 suggestion|2 suggestions|…"."""
    said = (
        counted(number, "%(count)s suggestion", "%(count)s suggestions")
        for number in range(1, MAX_SUGGESTIONS + 1)
    )
    return "|".join(("", *said))


def clock(seconds: float) -> str:
    """Return a time into a recording: "1:02:05", "4:07"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def plain_facts(metadata: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the metadata that can be read as it stands: (name, value), lists joined, the first of very much; languages by their names."""
    facts = []
    for name, value in islice(metadata.items(), FACTS):
        values = value if isinstance(value, list | tuple) else [value]
        words = [
            str(word) for word in values[:VALUE] if isinstance(word, str | int | float) and str(word).strip()
        ]
        if name == "language" and len(words) == 1 and (known := language_of(words[0])) is not None:
            facts.append((_("Language"), language().language_name(known)))
        elif words:
            facts.append((shortened(name.replace("_", " "), NAME), shortened(", ".join(words), VALUE)))
    return tuple(facts)
