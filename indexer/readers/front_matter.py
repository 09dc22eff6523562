"""The front matter of a Markdown file, which is YAML: where it ends, and the title and the language in it.

Titles are read in the ways in which YAML writes a text: plain, in quotes, or as a block of indented lines.
"""

import re
from typing import Final, NamedTuple

_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TITLE: Final = re.compile(
    r"""^title:[ \t]* (?:
      [|>][-+0-9]*[ \t]*(?:\#.*)?\n(?P<block>(?:[ \t]+\S.*\n|[ \t]*\n)*)
    | "(?P<double>(?:[^"\\\n]|\\.)*)"[ \t]*(?:\#.*)?$
    | '(?P<single>(?:[^'\n]|'')*)'[ \t]*(?:\#.*)?$
    | (?P<plain>\S.*)$
    )""",
    re.MULTILINE | re.VERBOSE,
)
_LANGUAGE: Final = re.compile(
    r"""^lang(?:uage)?:[ \t]*["']?([A-Za-z][\w-]*)["']?[ \t]*(?:#.*)?$""", re.MULTILINE
)
_COMMENT: Final = re.compile(r"[ \t]#.*")
_ESCAPE: Final = re.compile(r"\\(.)")
_NULLS: Final = frozenset({"~", "null"})


class FrontMatter(NamedTuple):
    """What the front matter of a file contains."""

    title: str | None = None
    language: str | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Return what the front matter of *text* contains, if there is one, and the text after it."""
    front = _FRONT_MATTER.match(text)
    if front is None:
        return FrontMatter(), text
    language = _LANGUAGE.search(front.group())
    found = FrontMatter(_title(front.group()), language[1] if language is not None else None)
    return found, text[front.end() :]


def _title(front: str) -> str | None:
    found = _TITLE.search(front)
    if found is None:
        return None
    if found["block"] is not None:
        return " ".join(found["block"].split())
    if found["double"] is not None:
        return _ESCAPE.sub(lambda escape: " " if escape[1] in "nrt" else escape[1], found["double"])
    if found["single"] is not None:
        return found["single"].replace("''", "'")
    plain = _COMMENT.sub("", found["plain"]).strip().strip("\"'")
    return None if plain.lower() in _NULLS else plain
