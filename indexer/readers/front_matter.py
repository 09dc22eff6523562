"""The front matter of a Markdown file, which is YAML: where it ends, and the title in it.

Only titles are read, in the ways in which YAML writes a text: plain, in quotes, or as a block of indented lines.
"""

import re
from typing import Final

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
_COMMENT: Final = re.compile(r"[ \t]#.*")
_ESCAPE: Final = re.compile(r"\\(.)")
_NULLS: Final = frozenset({"~", "null"})


def split_front_matter(text: str) -> tuple[str | None, str]:
    """Return the title in the front matter of *text*, if there is one, and the text after the front matter."""
    front = _FRONT_MATTER.match(text)
    if front is None:
        return None, text
    return _title(front.group()), text[front.end() :]


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
