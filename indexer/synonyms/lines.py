r"""One line of a file of synonyms in, what it says out; and back. The format is that of Solr.

# a comment
UOF, use of force                 each finds the others
LEO => law enforcement officer    the left one finds the right one, not the other way round
Smith\, Jones and Company, SJC     a comma that separates nothing
"""

import re
from dataclasses import dataclass
from typing import Final

from indexer.analysis import ENGLISH
from indexer.control_characters import clean_line

COMMENT: Final = "#"
ARROW: Final = "=>"
# One line is one thing: with more words for it than this, it is a list of related things.
MAX_ALTERNATIVES: Final = 16
# Parts of one of them: each is looked for in every query. The longest names of programs and laws have about ten.
MAX_PARTS: Final = 12

_PIECE: Final = re.compile(r"\\.|=>|,|[^\\,=]+|.", re.DOTALL)
_SPECIAL: Final = re.compile(r"[\\,]|=>|^#")


class LineError(Exception):
    """A line that says nothing that can be used: what is wrong, and how to fix it."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what, fix)
        self.what = what
        self.fix = fix


@dataclass(frozen=True, slots=True)
class SynonymLine:
    """Words and phrases for one thing: whoever types one of *sources* finds *targets* too."""

    number: int  # of the line in its file, from 1
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def parse_line(text: str, number: int) -> SynonymLine | None:
    """Return what a line says; None: nothing, it is blank or a comment. Raises LineError."""
    if not text.strip() or text.lstrip().startswith(COMMENT):
        return None
    sides = _sides(text)
    if len(sides) > 2:
        raise LineError(f'"{ARROW}" stands in it more than once', "write a line for each")
    checked = [tuple(dict.fromkeys(map(_checked, side))) for side in sides]
    if sum(map(len, checked)) > MAX_ALTERNATIVES:
        raise LineError(
            f"it has more than {MAX_ALTERNATIVES} words and phrases",
            "keep those that mean exactly the same",
        )
    if len(checked) == 1 and len(checked[0]) < 2:
        raise LineError("it has only one word or phrase", "add another one behind a comma")
    return SynonymLine(number, checked[0], checked[-1])


def _sides(text: str) -> list[list[str]]:
    """Return the alternatives on each side of an arrow, not yet checked."""
    sides: list[list[str]] = [[""]]
    for piece in _PIECE.findall(text):
        if piece == ARROW:
            sides.append([""])
        elif piece == ",":
            sides[-1].append("")
        else:
            sides[-1][-1] += piece[1:] if piece.startswith("\\") and len(piece) > 1 else piece
    return sides


def _checked(text: str) -> str:
    found = clean_line(text)
    if not found:
        raise LineError(
            "nothing stands before or behind a comma or an arrow", 'remove it, or write "\\," for a comma'
        )
    parts = sum(len(word.parts) for word in ENGLISH.words(found))
    if not parts:
        raise LineError(f"there is no word in {found[:40]!r}", "write letters or digits")
    if parts > MAX_PARTS:
        raise LineError(f"{found[:40]!r} … has more than {MAX_PARTS} words", "shorten it")
    return found


def written_line(*alternatives: str) -> str:
    """Return a line that says that *alternatives* are words for one thing."""
    return ", ".join(_SPECIAL.sub(lambda found: "\\" + found.group(), each) for each in alternatives)
