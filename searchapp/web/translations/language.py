"""One language of the pages: a message, a number or a date in, as its readers write it out."""

from datetime import datetime
from functools import lru_cache
from gettext import NullTranslations
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

# How numbers and dates are written, where it is not as CLDR has it for the bare language: English dates begin with the day,
# and Spanish numbers are those of the Americas, 12,345.6.
_REGIONS: Final = {"en": "en_001", "es": "es_419"}


class Language:
    """A language that readers can choose. It words the messages of the engine, too (`searchapp.engine.messages`)."""

    def __init__(self, tag: str, translations: NullTranslations) -> None:
        self.tag: Final = tag  # as `lang` and hreflang have it
        self.locale: Final = Locale.parse(_REGIONS.get(tag, tag))
        own_name = Locale.parse(tag).get_language_name() or tag
        self.name: Final = own_name[:1].upper() + own_name[1:]  # as its readers call it: "Español"
        self._translations = translations
        # Messages are looked up some hundred times a page, and the methods of gettext are no dictionaries.
        self.gettext: Final = lru_cache(maxsize=1024)(translations.gettext)

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Return the form of a message that fits *number*."""
        return self._translations.ngettext(one, many, number)

    def number(self, value: int, /) -> str:
        """Return a whole number: "1,024"."""
        return str(value) if 0 <= value < 1000 else format_decimal(value, locale=self.locale)

    def decimal(self, value: float, places: int) -> str:
        """Return a number with so many decimal places: "3.2"."""
        return format_decimal(value, f"#,##0.{'0' * places}" if places else "#,##0", locale=self.locale)

    def date(self, moment: datetime) -> str:
        """Return a date with the name of its month: "23 November 2026"."""
        return format_date(moment, "long", locale=self.locale)


ENGLISH: Final = Language("en", NullTranslations())  # what messages are written in
