"""The text of HTML fragments within other text: which words are separate, and what is hidden.

Markdown allows any tag anywhere, even unclosed ones. So tags are handled one by one, without a tree.
"""

import re
from html import unescape
from typing import Final

from indexer.readers.encoding import remove_controls
from indexer.readers.html.boilerplate import SILENT
from indexer.readers.html.hidden_elements import is_hidden
from indexer.readers.html.tree import BLOCKS
from indexer.readers.note_marks import is_mark, run_after, run_before

# Neither looks further than the next "<", so that no text makes it slow.
_PART: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|</?[a-zA-Z!?](?:[^<>\"']++|\"[^\"<]*\"|'[^'<]*')*+>|</?[a-zA-Z!?][^<>]*>", re.DOTALL
)
_NAME: Final = re.compile(r"</?([a-zA-Z][\w:-]*)")
_ATTRIBUTE: Final = re.compile(r"\s([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
_CELLS: Final = frozenset({"td", "th"})
_EMPTY: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)  # they have no content and no end
# Ends that writers leave out: what is hidden in these does not reach over the end of a block of Markdown.
_OPEN_ENDED: Final = frozenset("p li dt dd tr td th option".split())

# Placed around raised text until its neighbours are known. These are noncharacters of Unicode, which no text contains.
_RAISE, _LOWER = "\ufdd0", "\ufdd1"
_RAISED: Final = re.compile(f"{_RAISE}([^{_RAISE}{_LOWER}]{{0,40}}){_LOWER}")


class Markup:
    """Handles tags in order, and their effect on the text around them."""

    def __init__(self) -> None:
        self._hidden: str | None = None  # the name of the tag that hides what follows
        self._depth = 0  # of tags of that name

    @property
    def hidden(self) -> bool:
        """Return whether text is hidden here."""
        return self._hidden is not None

    def tag(self, source: str) -> str:
        r"""Return what replaces a tag: "\n" for a block's border, " " for a cell's, nothing within a line."""
        match = _NAME.match(source)
        if match is None:
            return ""
        name = match.group(1).lower()
        ends = source.startswith("</")
        if self._hidden is not None:
            if name == self._hidden:
                self._depth += -1 if ends else 1
                if not self._depth:
                    self._hidden = None
            return ""
        if not ends and name not in _EMPTY and (name in SILENT or _is_hidden(source)):
            self._hidden, self._depth = name, 1
        if name == "sup":
            return _LOWER if ends else _RAISE
        if name in _CELLS:
            return " "
        return "\n" if name == "br" or name in BLOCKS else ""

    def text(self, html: str) -> str:
        """Return the text of *html*, with a line for each block."""
        parts: list[str] = []
        begin = 0
        for match in _PART.finditer(html):
            if not self.hidden:
                parts.append(unescape(html[begin : match.start()]))
            parts.append(self.tag(match.group()))
            begin = match.end()
        if not self.hidden:
            parts.append(unescape(html[begin:]))
        self.end_block()
        return remove_controls(separate_raised_marks("".join(parts)))

    def end_block(self) -> None:
        """End a block of Markdown: hiding by inline elements and by elements whose end tag is optional ends with it."""
        if self._hidden is not None and (self._hidden in _OPEN_ENDED or self._hidden not in BLOCKS):
            self._hidden = None


def separate_raised_marks(text: str) -> str:
    """Return *text* with a space around each raised mark of a note."""
    if _RAISE not in text:
        return text.replace(_LOWER, "")
    return _RAISED.sub(_parted, text).replace(_RAISE, "").replace(_LOWER, "")


def _parted(match: re.Match[str]) -> str:
    raised = match.group(1)
    before = run_before(match.string, match.start()).replace(_LOWER, ",").replace(_RAISE, "")
    after = run_after(match.string, match.end()).replace(_LOWER, "").replace(_RAISE, " ")
    if not is_mark(before, raised, after):
        return raised
    return " " * bool(before) + raised + " " * after[:1].isalnum()


def _is_hidden(source: str) -> bool:
    lowered = source.lower()
    if "hidden" not in lowered and "none" not in lowered:
        return False
    return is_hidden({name.lower(): value.strip("\"'") for name, value in _ATTRIBUTE.findall(source)})
