"""No command prints what steers a terminal, whatever a build, a file name or a question holds."""

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from indexer.control_characters import has_control
from indexer.errors import FieldguideError, SourceError
from searchapp.cli import main
from tests.regressions.control_characters.odd_resource import ALL, NAMES, TYPED, odd_resource, printed
from tests.unit.a_site import Ran, Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site", ("sample",))
    with site.builds.lock():
        site.builds.publish(site.builds.write([(odd_resource(), "hash")]).id)
    return site


def fieldguide(site: Site, *words: str) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--config", str(site.config), *words])
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


@pytest.mark.parametrize(
    "words",
    [
        ("search", "crisis"), ("search",), ("search", f"crisis {TYPED}"), ("search", "--json", f"crisis {TYPED}"), ("status",),
        ("search", "--topic", TYPED, "crisis"), ("search", f"zebra{TYPED}quokka"), ("builds",), ("explain", f"crisis {TYPED}", "a"),
        ("explain", "--json", f"crisis {TYPED}", "a"), ("explain", "crisis", TYPED), ("trace", TYPED), ("trace", "--json", TYPED),
        (TYPED,), (f"--{TYPED}",), ("index", f"--{TYPED}"), ("publish", TYPED), ("search", "--sort", TYPED), ("search", "--page", TYPED),
        ("index", "--source", TYPED), ("index", "--html", f"/nowhere/{TYPED}"), ("runs", TYPED), ("init", f"/nowhere{TYPED}"),
        ("evaluate", "--queries", TYPED, "--qrels", TYPED), ("--config", TYPED, "status"),
    ],
    ids=lambda words: ascii(" ".join(words)[:40]),
)  # fmt: skip
def test_a_command_prints_none(site: Site, words: tuple[str, ...]) -> None:
    ran = fieldguide(site, *words)

    assert printed(ran.out) == []
    assert printed(ran.err) == []
    assert ran.out or ran.err
    if "--json" in words and ran.code == 0:
        json.loads(ran.out)


def test_json_in_a_terminal_is_escaped_and_says_the_same(site: Site) -> None:
    found = fieldguide(site, "search", "--json", f"crisis {ALL}").json()

    assert found["query"]["q"] == f"crisis {ALL}".strip()
    assert found["results"][0]["title"] == f"Crisis {ALL} title"


def test_a_run_over_files_with_odd_names_prints_none(site: Site) -> None:
    for number, name in enumerate(NAMES):
        site.file(name, b"no pdf")
        site.file(name.replace(".pdf", ".txt"), f"words of {number}")
    site.file("catalogue.jsonl", json.dumps({"id": f"a{ALL}b", "title": ALL}) + "\n")

    ran = fieldguide(site, "index", "--yes")
    again = [
        fieldguide(site, *words) for words in (("status",), ("runs", "1"), ("search", "words"), ("verify",))
    ]

    assert ran.code == 3
    for each in (ran, *again):
        assert printed(each.out) == []
        assert printed(each.err) == []


def test_every_line_goes_through_the_one_way_to_the_terminal() -> None:
    root = Path(__file__).parents[3]
    around = re.compile(r"\bprint\(|click\.s?echo|\.show\(\)|(?:stdout|stderr)\.write\(|\bConsole\(")
    found = {
        str(path.relative_to(root))
        for folder in ("indexer/cli", "indexer/runs", "searchapp")
        for path in (root / folder).rglob("*.py")
        if around.search(path.read_text(encoding="utf-8"))
    }

    assert found == {
        "indexer/cli/terminal.py",
        "indexer/cli/progress.py",
    }  # the bar escapes what it is told to say


@pytest.mark.parametrize("kind", [FieldguideError, SourceError])
def test_an_error_is_one_line(kind: type[FieldguideError]) -> None:
    error = kind(f"what {ALL}", where=f"where {ALL}", fix=f"fix {ALL}")

    assert not has_control(str(error))
