"""Origins of other sites, as `[embed] allowed_origins` lists them: checked, because they become part of a header."""

import re
from typing import Final

from indexer.config.refusal import refused, shown

_HOST: Final = r"(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?"
_ORIGIN: Final = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?")


def origins_of(value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the origins in small letters, without a slash at their end; raises ValueError for what is none."""
    return tuple(dict.fromkeys(map(_origin, value)))


def _origin(value: str) -> str:
    origin = value.strip().lower().removesuffix("/")
    if not _ORIGIN.fullmatch(origin):
        raise refused(
            f"{shown(value)} is not the origin of a site",
            "write the scheme and the host alone, such as https://www.example.gov, or https://*.example.gov for all of its sites",
        )
    return origin
