"""The name of a source in, what pages of the app that answers now call it out. In addresses and in answers of the API it keeps its name."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Final

# Not read from the app's settings here: commands use labels too, and must not wait for Flask.
_LABELS: Final[ContextVar[Mapping[str, str] | None]] = ContextVar("fieldguide_source_labels", default=None)


def label_sources(labels: Mapping[str, str] | None) -> None:
    """Make *labels* what sources are called from now on; None: by their names."""
    _LABELS.set(labels)


def source_label(name: str) -> str:
    """Return the label that the settings give to a source, else its *name*."""
    return (_LABELS.get() or {}).get(name, name)
