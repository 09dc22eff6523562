"""A part of a child's answer, checked. Only the parent imports this: what checks it takes longer to import than a parser."""

from typing import Final

from pydantic import TypeAdapter

from indexer.readers.sandbox.messages import AnswerPart

_PARTS: Final = TypeAdapter(AnswerPart)


def part_from(body: bytes) -> AnswerPart:
    """Return the part in *body*; raises ValueError if it is not one."""
    return _PARTS.validate_json(body, strict=True)
