"""The catalogues that ship with the pages in, the languages that readers can choose out.

The .po files themselves are read: there is no compiled file that a checkout or a wheel could lack, or that could be out of date.
"""

from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from searchapp.web.translations.language import ENGLISH, Language

FOLDER: Final = Path(__file__).parent
PLACE: Final = "LC_MESSAGES/messages.po"  # of a catalogue, in the folder of its language


class Languages:
    """The languages of the pages."""

    def __init__(self, site: str) -> None:
        """Read all catalogues; *site* is the language of readers who choose none. If it has no catalogue, that is English."""
        self._languages = {language.tag: language for language in _all()}
        self.site: Final = self._languages.get(site, ENGLISH)

    def __iter__(self) -> Iterator[Language]:
        return iter(self._languages.values())

    def find(self, tag: str) -> Language | None:
        """Return the language with this tag; None: there is none."""
        return self._languages.get(tag)


def _all() -> Iterator[Language]:
    yield ENGLISH
    for path in sorted(FOLDER.glob(f"*/{PLACE}")):
        tag = path.parents[1].name
        with path.open("rb") as written:
            catalogue = read_po(written, locale=tag, domain="messages")
        compiled = BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        yield Language(tag, GNUTranslations(compiled))
