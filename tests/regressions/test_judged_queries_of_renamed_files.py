"""A judged query that names a file counts when the file is renamed: it was counted as not found, and the gate told of a loss."""

from pathlib import Path

import pytest

from indexer.config import load_config
from searchapp.cli import group
from searchapp.judged_queries import judge_of
from tests.not_none import not_none
from tests.unit.a_site import Site

PAGE = (
    "<title>Crisis teams</title><main><h1>Crisis teams</h1><p>A crisis team rides along at night.</p></main>"
)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """A page that was judged, and then renamed."""
    site = Site(tmp_path, ("sample",), publish='queries = "queries.jsonl"\nqrels = "qrels.tsv"')
    (tmp_path / "queries.jsonl").write_text('{"_id": "q", "text": "crisis team"}\n')
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\told-html\t1\n")
    (tmp_path / "run.trec").write_text("q Q0 old-html 1 3.5 before\n")
    old = site.file("old.html", PAGE)
    site.file("other.html", PAGE.replace("crisis team rides", "board meets"))
    assert site.run("index").code == 0
    old.rename(site.corpus / "new.html")
    assert site.run("index", "--yes").code == 0
    assert site.live_ids() == ["new-html", "other-html"]
    return site


def test_evaluate_counts_it_and_compares_with_a_run_of_before(site: Site) -> None:
    words = ("--queries", str(site.root / "queries.jsonl"), "--qrels", str(site.root / "qrels.tsv"))

    ran = site.run("evaluate", *words, "--compare", str(site.root / "run.trec"), "--json", group=group)

    measured = ran.json()
    assert measured["mean"]["ndcg"] == 1.0
    assert measured["compare"]["same"] == 1


def test_the_gate_sees_no_loss(site: Site) -> None:
    config = load_config(site.config)
    live = not_none(site.builds.live())

    report = not_none(judge_of(config))(live.id)

    assert report.mean == 1.0
    assert report.queries["q"].grades == {"new-html": 1}
