"""No page and no problem shows what steers a terminal or turns text round, whatever a build or a question holds.

Reported: marks of writing direction in titles turned pages round.
"""

from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.control_characters import has_control
from indexer.runs.report import FailedRun
from indexer.runs.report_page import report_page, write_report
from tests.regressions.control_characters.odd_resource import ALL, STEERING, on_page


@pytest.mark.parametrize(
    "path",
    [
        "/", "/search", "/search?q=crisis", f"/search?topic={quote(f'Topic {ALL}')}", "/topics/topic", "/topics/topic?q=crisis",
        "/resources/a", "/resources/a?q=crisis", "/resources/a/text",
    ],
)  # fmt: skip
def test_no_page_holds_any_whatever_a_build_holds(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 200
    assert "Crisis" in answer.text or "Topic" in answer.text
    assert on_page(answer.text) == []


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_no_page_repeats_any_that_was_typed(client: FlaskClient, character: str) -> None:
    typed = quote(f"before{character}behind")
    filters = "&".join(f"{name}={typed}" for name in ("topic", "type", "year", "sort", "page", "year_from"))

    for path in (
        f"/search?q={typed}", f"/search?q=zebra+-{typed}", f"/search?{filters}&q=crisis", f"/topics/topic?q={typed}",
        f"/resources/a?q={typed}", f"/resources/{typed}", f"/topics/{typed}", f"/{typed}", f"/files/{typed}/x",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code in {200, 404}
        assert on_page(answer.text) == [], path
        assert on_page(unescape(answer.text)) == [], path
        assert not [name for name, value in answer.headers if has_control(name + value)]


@pytest.mark.parametrize("character", STEERING, ids=ascii)
def test_no_problem_repeats_any_that_was_sent(client: FlaskClient, character: str) -> None:
    typed = quote(f"a{character}b")

    for path in (f"/api/v1/resources/{typed}", f"/api/v1/search?page={typed}&sort={typed}&{typed}=1"):
        answer = client.get(path)
        assert answer.content_type == "application/problem+json"
        assert answer.json is not None
        strings = [
            answer.json["detail"] or "",
            *(text for one in answer.json["errors"] for text in one.values()),
        ]
        assert not [text for text in strings if has_control(text)]


def test_the_page_of_a_run_holds_none(tmp_path: Path) -> None:
    record = FailedRun(failed=1, failures=(f"x{ALL}x",))
    path = tmp_path / "run.html"

    write_report(path, record, site=f"Site {ALL}")

    assert has_control(report_page(record, site="x").replace("\n", ""))
    assert on_page(path.read_text(encoding="utf-8")) == []
