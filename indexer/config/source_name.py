"""The name of a source, which stands in addresses, files and reports, and its label, which pages show instead."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from indexer.config.refusal import refused, shown


def _plain(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", value):
        raise refused(
            f"{shown(value)} cannot be the name of a source",
            "use up to 64 letters of English, digits, dots, hyphens and underscores, a letter or a digit first",
        )
    return value


SourceName = Annotated[str, AfterValidator(_plain)]
SourceLabel = Annotated[str, Field(min_length=1, max_length=60)]
