"""What went wrong in, RFC 9457 `application/problem+json` out: the one shape of failure under /api."""

from collections.abc import Iterable
from typing import Final

from flask import Response

from indexer.control_characters import escaped
from searchapp.web.answer_types import Problem
from searchapp.web.answers import encoded
from searchapp.web.mistakes import Mistake

CONTENT_TYPE: Final = "application/problem+json"
_URN: Final = "urn:fieldguide:problem:"
# status -> (the last part of a lasting type, title)
_KINDS: Final = {
    400: ("bad-parameters", "The request's parameters are not right"),
    401: ("unauthorized", "This address needs a token"),
    404: ("not-found", "There is nothing at this address"),
    405: ("method-not-allowed", "This address does not take that method"),
    409: ("conflict", "That is under way already"),
    412: ("precondition-failed", "The condition of the request does not hold"),
    500: ("internal-error", "Something went wrong on our side"),
    503: ("no-build", "The library is not ready to answer"),
}
Kind = tuple[str, str]  # the last part of a lasting type, title
_REFUSED: Final[Kind] = ("refused", "The request cannot be answered")


def problem(
    status: int, detail: str | None = None, mistakes: Iterable[Mistake] = (), *, kind: Kind | None = None
) -> Response:
    """Return a problem; *mistakes* become its `errors`, one per parameter.

    *kind* is for what a status means at one address alone; None: what it means everywhere.
    """
    name, title = kind or _KINDS.get(status, _REFUSED)
    body: Problem = {
        "type": _URN + name,
        "title": title,
        "status": status,
        # It repeats what was sent, to people who may read it in a terminal.
        "detail": None if detail is None else escaped(detail),
        "errors": [
            {"parameter": escaped(mistake.parameter), "detail": escaped(mistake.detail)}
            for mistake in mistakes
        ],
    }
    return Response(encoded(body), status=status, content_type=CONTENT_TYPE)
