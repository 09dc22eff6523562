"""The metrics are what Prometheus reads, and say what the status says."""

from datetime import datetime
from typing import Any

from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families

from searchapp.app import create_app
from searchapp.engine import open_engine
from tests.making import make_resource


def samples(
    text: str, read: Any = text_string_to_metric_families
) -> dict[tuple[str, tuple[str, ...]], float]:
    """The value of each sample by its name and the values of its labels."""
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in read(text)
        for sample in family.samples
    }


def test_they_say_what_the_status_says(client_for: Any) -> None:
    client = client_for(make_resource("a", text="Crisis."), make_resource("b", text="Team."))
    status = client.get("/api/v1/status").json

    answer = client.get("/metrics")

    assert answer.content_type.startswith("text/plain; version=")
    assert answer.headers["Cache-Control"] == "no-store"
    found = samples(answer.text)
    assert found["fieldguide_ready", ()] == 1
    assert found["fieldguide_build_info", (status["build"]["id"],)] == 1
    assert found["fieldguide_resources", ()] == status["resources"] == 2
    assert found["fieldguide_passages", ()] == status["passages"]
    assert found["fieldguide_problem", ()] == 0
    made = datetime.fromisoformat(status["build"]["built_at"]).timestamp()
    assert found["fieldguide_build_timestamp_seconds", ()] == made


def test_they_are_there_in_the_newer_format_too(client_for: Any) -> None:
    answer = client_for(make_resource("a")).get(
        "/metrics", headers={"Accept": "application/openmetrics-text; version=1.0.0"}
    )

    assert answer.content_type.startswith("application/openmetrics-text")
    assert samples(answer.text, open_metrics)["fieldguide_ready", ()] == 1


def test_without_a_build_they_say_that_none_answers(config_for: Any) -> None:
    config = config_for()
    answer = create_app(config, open_engine(config)).test_client().get("/metrics")

    assert answer.status_code == 200
    assert samples(answer.text) == {("fieldguide_ready", ()): 0}


def test_nothing_that_was_asked_is_in_them(client_for: Any) -> None:
    client = client_for(make_resource("a", text="Crisis."))
    client.get("/search?q=secretword")

    assert "secretword" not in client.get("/metrics?q=secretword").text
