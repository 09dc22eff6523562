"""What a view of the API says of itself for the OpenAPI document: what it accepts, what it answers, and with which status."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, TypeVar

from searchapp.web.accepted_parameters import Accepted, nothing

_View = TypeVar("_View", bound=Callable[..., Any])
_DECLARED: Final = "fieldguide_operation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One method at one address."""

    id: str
    answer: Any  # the type of its JSON
    accepts: Accepted = nothing
    status: HTTPStatus = HTTPStatus.OK  # of an answer
    headers: tuple[str, ...] = ()  # of an answer
    conditional: bool = False  # whether it has an ETag, and answers 304 and 412
    moves: bool = False  # whether it redirects from former ids
    # Which problems it answers besides those that any address does, and when.
    problems: Mapping[HTTPStatus, str] = field(default_factory=dict)
    staff: bool = False  # whether it needs the token


def operation(declared: Operation) -> Callable[[_View], _View]:
    """Declare what the view below is."""

    def declare(view: _View) -> _View:
        setattr(view, _DECLARED, declared)
        return view

    return declare


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """Return what a view was declared to be; None: it is none of the API's."""
    return getattr(view, _DECLARED, None)
