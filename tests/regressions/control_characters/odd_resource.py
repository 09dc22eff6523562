"""A resource with control characters in everything that is shown of it, and what finds them in an answer."""

from indexer.control_characters import has_control
from indexer.resource import Document, Passage, Place, Resource

STEERING = [
    "\n", "\r", "\r\n", "\t", "\x00", "\x07", "\x08", "\x1b[31m", "\x1b]0;title\x07", "\x7f", "\x85", "\x9b31m", "\u061c",
    "\u200e", "\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068",
    "\u2069", "\ufeff", "\ufff9",
]  # fmt: skip
ALL = "x".join(STEERING)
NAMES = [f"odd{character}name.pdf" for character in STEERING if "\x00" not in character]
TYPED = ALL.replace("\x00", "")  # no argument of a process can hold that one
FORGED = "ERROR searchapp: everything is lost"


def printed(text: str) -> list[str]:
    """The control characters in what was printed, ends of lines left aside."""
    return [line for line in text.split("\n") if has_control(line)]


def on_page(text: str) -> list[str]:
    return [ascii(line) for line in text.replace("\t", " ").split("\n") if has_control(line)]


def odd_resource(key: str = "a") -> Resource:
    """What an older version may have kept: control characters in everything that is shown."""
    passage = Passage(
        text=f"crisis {ALL} text",
        place=Place(heading=(f"Heading {ALL}", ALL), page=2, page_label=f"v{ALL}", anchor=f"an{ALL}chor"),
    )
    documents = tuple(
        Document(
            id=f"{key}{number}",
            title=f"Document {ALL}",
            source="guides",
            address=name,
            format="pdf",
            bytes=3,
            pages=3,
            passages=(passage,),
        )
        for number, name in enumerate(NAMES)
    )
    return Resource(
        id=key,
        title=f"Crisis {ALL} title",
        summary=f"Summary {ALL}",
        types=(f"Type {ALL}",),
        topics=(f"Topic {ALL}",),
        year=2020,
        documents=documents,
        metadata={f"key {ALL}": f"value {ALL}", "list": [ALL]},
        source="guides",
    )
