"""The page on Python says what is so: its examples run, and its tables name every field and no other."""

import dataclasses
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from indexer.resource import Place
from searchapp.engine import SearchEngine, results
from searchapp.engine.request import SearchRequest
from tests.processes import completed
from tests.unit.a_site import Site
from tests.unit.docs.pages import ROOT, page, section

PAGE = page("docs/python.md")
RECORDS = (
    {"id": "force", "title": "Use of force review", "topics": ["Use of Force"], "types": ["Report"], "year": 2019},
    {"id": "stops", "topics": ["Use of Force", "Stops, Searches, and Arrests"], "year": 2021,
     "passages": [{"heading": ["Searches"], "page": 7, "text": "When the use of force is reviewed."}]},
    {"id": "vans", "title": "Vans", "text": "A task force for vans.", "year": 2018},
)  # fmt: skip
DESCRIBED = (
    SearchRequest,
    results.SearchResults,
    results.Rescue,
    results.Hit,
    results.HitPassage,
    results.OtherPlace,
    Place,
    results.HitDocument,
    results.Facets,
    results.FacetValue,
    results.ResourceView,
    results.MatchingPassages,
    results.TextView,
)


def examples() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def fields_of(kind: type[Any]) -> list[str]:
    if dataclasses.is_dataclass(kind):
        return [field.name for field in dataclasses.fields(kind)]
    if issubclass(kind, dict):
        return [name for name, value in vars(kind).items() if isinstance(value, property)]
    return list(kind._fields)


def test_the_examples_run_one_after_another(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.records(*RECORDS)
    assert site.run("index").code == 0

    ran = completed(
        [sys.executable, "-c", "\n".join(examples())],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    assert ran.returncode == 0, ran.stderr
    told = ran.stdout.splitlines()
    assert told[0] == "2 resources for 'use of force'"
    assert {"Use of force review 2019 []", "When the use of force is reviewed. 2021 [7]"} == set(told[1:3])
    assert "there is no such file not-there.toml" in told


def test_the_first_example_has_ten_lines() -> None:
    assert len([line for line in examples()[0].splitlines() if line]) <= 10


@pytest.mark.parametrize("kind", DESCRIBED, ids=lambda kind: str(kind.__name__))
def test_the_table_of_a_type_names_its_fields_and_no_other(kind: type[Any]) -> None:
    rows = re.findall(r"^\| (`.+?) \|", section(PAGE, f"`{kind.__name__}`"), re.MULTILINE)

    assert [name for row in rows for name in re.findall(r"`(\w+)`", row)] == fields_of(kind)


def test_every_type_with_a_heading_is_held_to_its_table() -> None:
    assert re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE) == [kind.__name__ for kind in DESCRIBED]


def test_every_method_of_an_engine_is_told() -> None:
    methods = {name for name in vars(SearchEngine) if not name.startswith("_")}

    assert {name for name in methods if not re.search(rf"\b{name}\(|`{name}`", PAGE)} == set()
