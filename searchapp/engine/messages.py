"""What an engine tells readers: a sentence in English and what fills its gaps, so that pages can word it in the reader's language.

The API and the command line speak English. Gaps are written `%(name)s`, as the catalogues of the pages have them.
"""

from collections.abc import Iterable, Sequence
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


# What fills a gap: a number, or words that were typed, any of which is meant.
Value = int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the reader."""

    one: str  # where the number that decides about the plural is 1, or none does
    many: str | None  # None: there is no plural
    values: tuple[tuple[str, Value], ...]  # of the gaps, by their names; the first decides about the plural

    def text(self, wording: Wording = ENGLISH) -> str:
        """Return the sentence in a language."""
        if self.many is None:
            sentence = wording.gettext(self.one)
        else:
            (_, number), *_ = self.values
            sentence = wording.ngettext(
                self.one, self.many, number if isinstance(number, int) else len(number)
            )
        return sentence % {name: _worded(value, wording) for name, value in self.values}


def _worded(value: Value, wording: Wording) -> str:
    if isinstance(value, int):
        return wording.number(value)
    return either([quoted(word, wording) for word in value], wording)


def quoted(word: str, wording: Wording) -> str:
    """Return *word* in the quotation marks of a language."""
    return wording.gettext("“%(text)s”") % {"text": word}


def either(names: Sequence[str], wording: Wording) -> str:
    """Return "a", "a or b", "a, b or c"."""
    if len(names) == 1:
        return names[0]
    return wording.gettext("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def notice(message: str, **values: Value) -> Notice:
    """Return a sentence whose words are the same for all numbers."""
    return Notice(message, None, tuple(values.items()))


def counted_notice(one: str, many: str, **values: Value) -> Notice:
    """Return a sentence whose words depend on the first of *values*."""
    return Notice(one, many, tuple(values.items()))


def sentences(notices: Iterable[Notice], wording: Wording = ENGLISH) -> str | None:
    """Return *notices* as one text; None: there are none."""
    return " ".join(each.text(wording) for each in notices) or None
