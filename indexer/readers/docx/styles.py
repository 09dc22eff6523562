"""The styles of a Word file: whether they hide text or raise it."""

from collections.abc import Mapping
from typing import Any, Final

from indexer.readers.docx.tree import attribute, is_on, parsed, word_of

_MAX_CHAIN: Final = 20  # of styles that are based on each other
_RAISED: Final = 2  # half-points of `position`; less is unintended


class Styles:
    """The styles of one file, and what text is hidden or raised by them."""

    def __init__(self, styles: bytes | None) -> None:
        root = parsed(styles)
        self._base: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}
        self._raised: dict[str, bool] = {}
        self._usual: str | None = None  # the style of paragraphs without one
        self._all_hidden = False
        if root is not None:
            self._take_in(root, word_of(root))

    @property
    def hides(self) -> bool:
        """Return whether any style hides text."""
        return self._all_hidden or any(self._hidden.values())

    def is_hidden(self, run: Any, properties: Any, word: str) -> bool:
        """Return whether *run* is hidden by its own *properties*, else by its style and that of its paragraph."""
        own = properties.find(f"{word}vanish") if properties is not None else None
        if own is not None:
            return is_on(own)
        if not self.hides:
            return False
        named = _style(properties, f"{word}rStyle")
        paragraph = next(run.iterancestors(f"{word}p"), None)
        around = _style(paragraph.find(f"{word}pPr"), f"{word}pStyle") if paragraph is not None else None
        # Two styles that both hide text cancel each other out.
        by_style = self._of(self._hidden, named) != self._of(self._hidden, around or self._usual)
        return self._all_hidden or by_style

    def is_raised(self, properties: Any, word: str) -> bool:
        """Return whether text is raised by its style or its position rather than by its own property."""
        if properties is None or properties.find(f"{word}vertAlign") is not None:
            return False
        position = properties.find(f"{word}position")
        if position is not None:
            height = attribute(position, "val") or ""
            return height.isascii() and height.isdigit() and int(height[:6]) > _RAISED
        return self._of(self._raised, _style(properties, f"{word}rStyle"))

    def _take_in(self, root: Any, word: str) -> None:
        defaults = root.find(f"{word}docDefaults/{word}rPrDefault/{word}rPr/{word}vanish")
        self._all_hidden = defaults is not None and is_on(defaults)
        for style in root.iterfind(f"{word}style"):
            key = style.get(f"{word}styleId", "")
            if style.get(f"{word}type") == "paragraph" and style.get(f"{word}default") in {"1", "true", "on"}:
                self._usual = key
            base = _style(style, f"{word}basedOn")
            if base is not None:
                self._base[key] = base
            hidden = style.find(f"{word}rPr/{word}vanish")
            if hidden is not None:
                self._hidden[key] = is_on(hidden)
            raised = style.find(f"{word}rPr/{word}vertAlign")
            if raised is not None:
                self._raised[key] = attribute(raised, "val") == "superscript"

    def _of(self, said: Mapping[str, bool], key: str | None) -> bool:
        """Return a property of a style, its own or that of the style it is based on."""
        for _ in range(_MAX_CHAIN):
            if key is None:
                return False
            if key in said:
                return said[key]
            key = self._base.get(key)
        return False


def _style(properties: Any, name: str) -> str | None:
    found = properties.find(name) if properties is not None else None
    return attribute(found, "val") if found is not None else None
