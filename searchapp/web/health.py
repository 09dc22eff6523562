"""`/healthz` and `/readyz`: whether the server is alive, and whether it has a build to answer from."""

from flask import Blueprint, Response

from searchapp.web.app_context import engine

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Answer that the process is alive."""
    return _word("alive")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Answer that a build answers; NoBuildError becomes 503."""
    engine().ping()
    return _word("ready")


def _word(word: str) -> Response:
    response = Response(word + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
