"""`/metrics`: what answers and how the last run went, in the format of Prometheus.

Requests are not counted here: each worker would know its own alone. Whoever stands before the server sees them all.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from prometheus_client.metrics_core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector

from indexer.errors import BuildError
from searchapp.engine.results import LibraryStatus
from searchapp.web.app_context import engine

blueprint = Blueprint("metrics", __name__)

_OUTCOMES: Final = ("published", "nothing to do", "held", "failed", "dry run")
_COUNTS: Final = ("resources", "added", "renamed", "changed", "removed", "unchanged", "failed")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Answer the metrics; without a live build, that none answers."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Library(_status()))
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    response = Response(encode(registry), content_type=content_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def _status() -> LibraryStatus | None:
    try:
        return engine().status()
    except BuildError:  # none is live, or it cannot be read
        return None


class _Library(Collector):
    """The metrics of one status; None: no build is live."""

    def __init__(self, status: LibraryStatus | None) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        """Yield each metric."""
        status = self._status
        yield GaugeMetricFamily(
            "fieldguide_ready", "1 while a build answers.", value=float(status is not None)
        )
        if status is None:
            return
        yield InfoMetricFamily("fieldguide_build", "The live build.", value={"id": status.build.id})
        yield from _time(
            "fieldguide_build_timestamp_seconds", "When the live build was made.", status.build.built_at
        )
        yield GaugeMetricFamily(
            "fieldguide_resources", "Resources of the live build.", value=status.resources
        )
        yield GaugeMetricFamily("fieldguide_passages", "Passages of the live build.", value=status.passages)
        yield from _time(
            "fieldguide_sources_seen_timestamp_seconds",
            "When the source that was seen least lately was.",
            status.sources_seen_at,
        )
        problem = float(status.problem is not None)
        yield GaugeMetricFamily(
            "fieldguide_problem", "1 while /api/v1/status tells of a problem.", value=problem
        )
        yield from _last_run(status)


def _last_run(status: LibraryStatus) -> Iterator[Metric]:
    note = status.last_run
    if note is None:
        return
    yield from _time(
        "fieldguide_last_run_timestamp_seconds", "When the last run of index ended.", note.finished
    )
    if note.outcome is not None:
        outcome = GaugeMetricFamily(
            "fieldguide_last_run_outcome", "1 for how the last run ended.", labels=["outcome"]
        )
        for each in _OUTCOMES:
            outcome.add_metric([each], float(each == note.outcome))
        yield outcome
    counts = GaugeMetricFamily(
        "fieldguide_last_run_resources", "What the last run counted.", labels=["count"]
    )
    for name in _COUNTS:
        number = getattr(note, name)
        if number is not None:
            counts.add_metric([name], number)
    yield counts


def _time(name: str, about: str, stamp: str | None) -> Iterator[Metric]:
    """Yield an ISO 8601 time in seconds since 1970; nothing for what is none."""
    try:
        yield GaugeMetricFamily(name, about, value=datetime.fromisoformat(stamp or "").timestamp())
    except ValueError:
        return
