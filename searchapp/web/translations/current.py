"""The language of the reader who is answered now, and its words.

Outside a request, and in answers of the API, it is English.
"""

from contextvars import ContextVar
from typing import Any, Final

from markupsafe import Markup

from searchapp.web.translations.language import ENGLISH, Language

_CURRENT: Final[ContextVar[Language]] = ContextVar("fieldguide_language", default=ENGLISH)


def language() -> Language:
    """Return the language of the reader."""
    return _CURRENT.get()


def speak(chosen: Language) -> None:
    """Make *chosen* the language of the reader from now on."""
    _CURRENT.set(chosen)


def _(message: str, **values: object) -> str:
    """Return *message* in the language of the reader, with *values* in its gaps."""
    return _CURRENT.get().gettext(message) % values


def marked_up(message: str, **values: Any) -> Markup:
    """Return a message of a template, which may hold markup; what is put in its gaps is escaped."""
    found = _CURRENT.get().markup(message)
    return found % values if values else found


def counted(number: int, one: str, many: str, **values: object) -> str:
    """Return the message that fits *number*, which fills its gap %(count)s: "1 result", "1,024 results"."""
    spoken = _CURRENT.get()
    return spoken.ngettext(one, many, number) % {"count": spoken.number(number), **values}


def marked_counted(number: int, one: str, many: str) -> Markup:
    """Return the same of a message that may hold markup."""
    return _CURRENT.get().counted_markup(number, one, many)


def number_text(number: int) -> str:
    """Return a whole number as the reader writes it: "1,024"."""
    return _CURRENT.get().number(number)
