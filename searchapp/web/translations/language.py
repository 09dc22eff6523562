"""One language of the pages: a message, a number or a date in, as its readers write it out."""

from datetime import date
from functools import lru_cache
from gettext import NullTranslations
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

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
        # A page has some hundred messages and dates, most of them the same on every page; to look each up again, to escape it
        # and to write it out takes as long as to answer.
        self.gettext: Final = lru_cache(maxsize=1024)(translations.gettext)
        self.markup: Final = lru_cache(maxsize=1024)(self._markup)
        self.counted_markup: Final = lru_cache(maxsize=4096)(self._counted_markup)
        self.date: Final = lru_cache(maxsize=64)(self._date)

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        """Return the form of a message that fits *number*."""
        return self._translations.ngettext(one, many, number)

    def _markup(self, message: str) -> Markup:
        """Return a message of a template, which may hold markup."""
        return Markup(self.gettext(message))  # noqa: S704  # catalogues are ours; a test compares their markup

    def _counted_markup(self, number: int, one: str, many: str) -> Markup:
        """Return the form of such a message that fits *number*, which fills its gap %(count)s."""
        return Markup(self.ngettext(one, many, number)) % {"count": self.number(number)}  # noqa: S704  # as above

    def language_name(self, tag: str) -> str:
        """Return what a language is called in this one: "Spanish"; what is no tag of a language stays as it is."""
        name = str(self.locale.languages.get(tag, tag))
        return name[:1].upper() + name[1:]

    def number(self, value: int, /) -> str:
        """Return a whole number: "1,024"."""
        return str(value) if 0 <= value < 1000 else format_decimal(value, locale=self.locale)

    def decimal(self, value: float, places: int) -> str:
        """Return a number with so many decimal places: "3.2"."""
        return format_decimal(value, f"#,##0.{'0' * places}" if places else "#,##0", locale=self.locale)

    def _date(self, day: date) -> str:
        """Return a date with the name of its month: "23 November 2026"."""
        return format_date(day, "long", locale=self.locale)


ENGLISH: Final = Language("en", NullTranslations())  # what messages are written in
