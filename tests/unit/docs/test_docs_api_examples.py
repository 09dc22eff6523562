"""The examples of docs/api.md run as they are printed, against a real server; only the port is another."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright._impl._driver import compute_driver_executable

from tests.processes import completed
from tests.unit.a_site import Site
from tests.unit.docs.pages import page, section
from tests.unit.web.serving import Served, served_config

PART = section(page("docs/api.md"), "From a program")
ADDRESS: Final = "http://127.0.0.1:8000"
NODE: Final = str(compute_driver_executable()[0])
TOPIC: Final = "Use of Force"
RECORDS = [
    {"id": f"force-{number}", "title": f"Review {number}", "topics": [TOPIC], "text": "The use of force."}
    for number in range(5)
] + [{"id": "other", "title": "Use of force elsewhere"}]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    site = Site(tmp_path_factory.mktemp("site"), serve="workers = 1")
    site.records(*RECORDS)
    assert site.run("index").code == 0
    with served_config(site.config) as running:
        yield running


def example(language: str, server: Served) -> str:
    [code] = re.findall(rf"^```{language}\n(.*?)^```$", PART, re.MULTILINE | re.DOTALL)
    assert ADDRESS in code
    return str(code).replace(ADDRESS, f"http://127.0.0.1:{server.port}")


def output(*command: str) -> str:
    ran: subprocess.CompletedProcess[str] = completed(list(command))
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def titles(lines: list[str]) -> list[str]:
    return sorted(line for line in lines if line.startswith("Review "))


def test_curl(server: Served) -> None:
    answer: Any = json.loads(output("sh", "-c", example("sh", server)))

    assert (answer["total"], len(answer["results"])) == (5, 3)


def test_python_reads_every_page(server: Served) -> None:
    lines = output(sys.executable, "-c", example("python", server)).splitlines()

    assert titles(lines) == [f"Review {number}" for number in range(5)]
    assert f"http://127.0.0.1:{server.port}/resources/force-0/text#passage-1" in lines


def test_javascript(server: Served) -> None:
    lines = output(NODE, "--input-type=module", "-e", example("js", server)).splitlines()

    assert (len(lines), len(titles(lines))) == (6, 3)


def test_javascript_tells_a_mistake(server: Served, tmp_path: Path) -> None:
    wrong = example("js", server).replace('"per_page"', '"per_pages"')
    ran = completed([NODE, "--input-type=module", "-e", wrong])

    assert ran.returncode == 1
    assert "per_pages is not a parameter here; did you mean per_page?" in ran.stderr
