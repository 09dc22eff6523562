"""Exceptions in, answers out: problem+json under /api, a page with a way back elsewhere."""

from typing import Any, Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from indexer.errors import BuildError
from searchapp.engine.messages import message
from searchapp.engine.request import SearchRequest
from searchapp.engine.results import LibraryStatus
from searchapp.web.app_context import engine
from searchapp.web.conditional import precondition_failed
from searchapp.web.headers import is_api
from searchapp.web.mistakes import BadParametersError
from searchapp.web.problems import problem
from searchapp.web.rendering import page
from searchapp.web.translations.current import _

_RETRY_AFTER: Final = "5"  # seconds: a server sees a new build within one
# status -> (title, what to do)
_PAGES: Final = {
    404: (
        message("This page is not here"),
        message(
            "The address may be mistyped, or the resource may have left the library. Search for it, or start over."
        ),
    ),
    405: (message("This page can only be read"), message("Go back and follow a link instead.")),
    500: (
        message("Something went wrong on our side"),
        message("It has been noted. Try again, or search for something else."),
    ),
    503: (
        message("The library is not ready yet"),
        message("No index is published at the moment. Try again in a little while."),
    ),
}
_OTHER: Final = (
    message("This request cannot be answered"),
    message("Go back, or start over from the first page."),
)


def register(app: Flask) -> None:
    """Make *app* answer failures in the shape that the caller reads."""
    app.register_error_handler(BadParametersError, _bad_parameters)
    app.register_error_handler(BuildError, _no_build)
    app.register_error_handler(HTTPException, _refused)


def refuse_unmet(response: Response) -> Response:
    """Return *response*, or 412 in its place: a client that refuses another version wants nothing of it."""
    if not precondition_failed(response):
        return response
    response.close()  # it may hold a file
    if is_api():
        return problem(412, "What is here now is another version than that which the request names.")
    return Response(status=412)


def _bad_parameters(error: BadParametersError) -> Response:
    listed = len(error.mistakes)
    cut = f"The first {listed} of {listed + error.more:,} mistakes are listed." if error.more else None
    said = " ".join(sentence for sentence in (cut, error.hint) if sentence)
    return problem(400, said or None, mistakes=error.mistakes)


def _no_build(_: BuildError) -> Response:
    # How to fix it is for staff and names our folders: it is not for the world.
    response = _answer(503, "No index is published at the moment.")
    response.headers["Retry-After"] = _RETRY_AFTER
    return response


def _refused(error: HTTPException) -> Response:
    status = error.code or 500
    # Werkzeug's own sentence is about browsers; ours, given to `abort`, says what was not there.
    said = error.description if error.description != type(error).description else None
    response = _answer(status, said if status != 500 else None)
    for name, value in error.get_headers(request.environ):
        if name.lower() not in {"content-type", "content-length"}:
            response.headers.setdefault(name, value)
    return response


def _answer(status: int, detail: str | None) -> Response:
    if is_api():
        return problem(status, detail)
    title, advice = _PAGES.get(status, _OTHER)
    values: dict[str, Any] = {
        "title": _(title),
        "advice": _(advice),
        "asked": SearchRequest(),
        "indexed": False,
    }
    return page("error.html", status_code=status, status=_index_status(status), **values)


def _index_status(status: int) -> LibraryStatus | None:
    """Return what the foot of an error page says of the index; None: nothing, because there may be none."""
    if status >= 500:
        return None  # the engine may be what failed: nothing more is asked of it
    try:
        return engine().status()
    except BuildError:
        return None
