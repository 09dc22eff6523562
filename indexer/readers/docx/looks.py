"""The styles of a Word file and the properties of a run in, whether its text is hidden or raised out."""

from collections.abc import Mapping
from typing import Any, Final

from indexer.readers.docx.tree import attribute, is_on, parsed, word_of

_LONGEST_CHAIN: Final = 20  # of styles that are based on each other
_RAISED: Final = 2  # half-points of `position`; less is a slip


class Looks:
    """What the styles of one file say of the text that has them."""

    def __init__(self, styles: bytes | None) -> None:
        root = parsed(styles)
        self._base: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}
        self._raised: dict[str, bool] = {}
        self._usual: str | None = None  # the style of paragraphs that name none
        self._all_hidden = False
        if root is not None:
            self._take_in(root, word_of(root))

    @property
    def hides(self) -> bool:
        """Tell whether any style hides text."""
        return self._all_hidden or any(self._hidden.values())

    def is_hidden(self, run: Any, properties: Any, word: str) -> bool:
        """Tell whether a reader sees nothing of *run*: by its own *properties*, else by its style and its paragraph's."""
        own = properties.find(f"{word}vanish") if properties is not None else None
        if own is not None:
            return is_on(own)
        if not self.hides:
            return False
        named = _style(properties, f"{word}rStyle")
        paragraph = next(run.iterancestors(f"{word}p"), None)
        around = _style(paragraph.find(f"{word}pPr"), f"{word}pStyle") if paragraph is not None else None
        # Of two styles that both hide, the one undoes what the other did.
        by_style = self._of(self._hidden, named) != self._of(self._hidden, around or self._usual)
        return self._all_hidden or by_style

    def is_raised(self, properties: Any, word: str) -> bool:
        """Tell whether text is raised by its style or its position, without saying so itself."""
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
        """Return what a style says, by itself or by the one that it is based on."""
        for _ in range(_LONGEST_CHAIN):
            if key is None:
                return False
            if key in said:
                return said[key]
            key = self._base.get(key)
        return False


def _style(properties: Any, name: str) -> str | None:
    found = properties.find(name) if properties is not None else None
    return attribute(found, "val") if found is not None else None
