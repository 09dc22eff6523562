"""A setting that is a language: one whose texts can be analyzed."""

from typing import Annotated

from pydantic import AfterValidator

from indexer.config.refusal import refused, shown
from indexer.languages import LANGUAGES, language_of


def _analyzed(value: str) -> str:
    """Return the language that a tag such as "es-MX" refers to."""
    language = language_of(value)
    if language is None:
        *others, last = (f'"{each.code}" ({each.name})' for each in LANGUAGES.values())
        known = f"{', '.join(others)} or {last}"
        raise refused(f"there is no analyzer for {shown(value)}", f"use {known}")
    return language


Language = Annotated[str, AfterValidator(_analyzed)]
