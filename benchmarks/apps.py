"""A folder in $BENCHMARK_PLACE in; WSGI applications for a server to run, out: ours, tantivy's, and one that does nothing."""

import os
from pathlib import Path
from typing import Any

from flask import Flask, request

from benchmarks.peers.fieldguide_peer import opened, settings
from benchmarks.peers.tantivy_peer import TantivyPeer
from benchmarks.questions import Question
from searchapp.app import create_app

PLACE = "BENCHMARK_PLACE"


def fieldguide() -> Flask:
    """Return our application, on the live build below the place."""
    root = Path(os.environ[PLACE])
    return create_app(settings(root), opened(root))


def nothing() -> Flask:
    """Return a route that answers a small object, whatever it is asked."""
    app = Flask("nothing", static_folder=None)

    @app.get("/api/v1/search")
    def search() -> dict[str, Any]:
        return {"total": 0, "results": []}

    return app


def tantivy() -> Flask:
    """Return a route that answers ten ids and all facets; `q` holds terms, all of which must stand in a resource."""
    app = Flask("tantivy", static_folder=None)
    peer = TantivyPeer(Path(os.environ[PLACE]))

    @app.get("/api/v1/search")
    def search() -> dict[str, Any]:
        words = tuple(request.args.get("q", "").split())
        found = peer.answer(peer.asker(Question(text="", words=words, needed=len(words)))())
        return {"total": found.total, "ids": found.ids, "facets": found.facets}

    return app
