"""What an engine tells readers: a sentence in English and what fills its gaps, so that pages can word it in the reader's language.

The API and the command line speak English. Gaps are written `%(name)s`, as the catalogues of the pages have them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol


class Wording(Protocol):
    """A language in which readers are told something."""

    def gettext(self, message: str, /) -> str:
        """Return *message* in this language."""
        ...

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Return the one of two messages that fits *number*, in this language."""
        ...

    def number(self, value: int, /) -> str:
        """Return a whole number as this language writes it."""
        ...


class English:
    """The language that messages are written in."""

    def gettext(self, message: str, /) -> str:
        """Return *message* as it is."""
        return message

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Return *one* for 1, else *many*."""
        return one if number == 1 else many

    def number(self, value: int, /) -> str:
        """Return "1,024"."""
        return f"{value:,}"


ENGLISH: Final = English()


def message(text: str) -> str:
    """Return *text* as it is, and mark it as one for the catalogues: it is worded where it is used."""
    return text


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the reader."""

    one: str  # where the number that decides about the plural is 1, or none does
    many: str | None  # None: there is no plural
    values: tuple[tuple[str, int], ...]  # of the gaps, by their names; the first decides about the plural

    def text(self, wording: Wording = ENGLISH) -> str:
        """Return the sentence in a language."""
        if self.many is None:
            sentence = wording.gettext(self.one)
        else:
            sentence = wording.ngettext(self.one, self.many, self.values[0][1])
        return sentence % {name: wording.number(value) for name, value in self.values}


def notice(message: str, **values: int) -> Notice:
    """Return a sentence whose words are the same for all numbers."""
    return Notice(message, None, tuple(values.items()))


def counted_notice(one: str, many: str, **values: int) -> Notice:
    """Return a sentence whose words depend on the first of *values*."""
    return Notice(one, many, tuple(values.items()))


def sentences(notices: Iterable[Notice], wording: Wording = ENGLISH) -> str | None:
    """Return *notices* as one text; None: there are none."""
    return " ".join(each.text(wording) for each in notices) or None
