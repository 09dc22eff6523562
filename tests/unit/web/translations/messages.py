"""Every message of the code and the templates, as `make words` finds them."""

import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from searchapp.web.translations.catalogues import FOLDER, PLACE
from tests.processes import completed

ROOT = Path(__file__).parents[4]
TAGS = sorted(path.parents[1].name for path in FOLDER.glob(f"*/{PLACE}"))
_GAP = re.compile(r"%\((\w+)\)s")
_TAG = re.compile(r"<[^>]*>")


@cache
def extracted() -> Catalog:
    """The messages, with the settings of pyproject.toml."""
    with TemporaryDirectory() as folder:
        written = Path(folder) / "messages.pot"
        done = completed(
            [sys.executable, "-m", "babel.messages.frontend", "extract", "-o", str(written)], cwd=ROOT
        )
        assert done.returncode == 0, done.stderr
        with written.open("rb") as file:
            return read_po(file)


@cache
def catalogue(tag: str) -> Catalog:
    """The catalogue of a language."""
    with (FOLDER / tag / PLACE).open("rb") as file:
        return read_po(file, locale=tag)


def forms(message: str | Sequence[str] | None) -> tuple[str, ...]:
    """The one or more forms of a message."""
    return (message,) if isinstance(message, str) else tuple(message or ())


def ids(messages: Catalog) -> set[tuple[str, ...]]:
    """The English of all messages of a catalogue."""
    return {forms(message.id) for message in messages if message.id}


def pairs(tag: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The forms of each message in English and in a language."""
    return ((forms(message.id), forms(message.string)) for message in catalogue(tag) if message.id)


def gaps(text: str) -> set[str]:
    """The names of the gaps in a message."""
    return set(_GAP.findall(text))


def markup(text: str) -> list[str]:
    """The tags of a message, in some fixed order."""
    return sorted(_TAG.findall(text))


def words(text: str) -> str:
    """A message without its tags and gaps."""
    return _GAP.sub("", _TAG.sub("", text))
