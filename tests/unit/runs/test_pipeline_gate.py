"""The gate joins what changed with how judged queries are answered; what it holds waits, with a report to read."""

import json
from pathlib import Path

import pytest

from searchapp import cli
from tests.unit.a_site import Ran, Site, numbered

QUERIES = '{"_id": "1", "text": "crisis van"}\n{"_id": "2", "text": "drones"}\n'
QRELS = "query-id\tcorpus-id\tscore\n1\tvan\t1\n"
VAN = {"id": "van", "title": "The crisis van", "text": "A crisis van and who rides in it."}


@pytest.fixture
def judged(tmp_path: Path) -> Site:
    """A site with judged queries, asked through the whole command."""
    site = Site(tmp_path, publish='queries = "queries.jsonl"\nqrels = "qrels.tsv"')
    (tmp_path / "queries.jsonl").write_text(QUERIES)
    (tmp_path / "qrels.tsv").write_text(QRELS)
    return site


def run(site: Site, *words: str) -> Ran:
    return site.run(*words, group=cli.group)


def test_judged_queries_that_are_answered_worse_hold_the_build_and_say_why(judged: Site) -> None:
    judged.records(VAN, *numbered(30))
    first = run(judged, "index", "--json").json()
    judged.records({**VAN, "title": "Another thing", "text": "Drones."}, *numbered(30))

    held = run(judged, "index", "--json")

    assert first["judged"] == {"queries": 1, "before": None, "after": 1.0, "moved": []}
    assert held.code == 5
    assert held.json()["outcome"] == "held"
    assert held.json()["reasons"] == [
        "judged queries score worse: nDCG@10 fell from 1.000 to 0.000, by more than max_worse = 0.05"
    ]
    (moved,) = held.json()["judged"]["moved"]
    assert (moved["text"], moved["before"], moved["after"]) == ("crisis van", 1.0, 0.0)
    assert moved["why"] == [
        "“The crisis van”, which is relevant, fell from rank 1 out of the top 10: it was changed"
    ]
    assert run(judged, "publish", held.json()["build"]).code == 0
    assert run(judged, "index").code == 0


def test_a_dry_run_asks_nothing_and_a_run_without_change_neither(judged: Site) -> None:
    judged.records(VAN)
    run(judged, "index")

    assert run(judged, "index", "--json").json()["judged"] is None
    judged.records({**VAN, "title": "Another"})
    assert run(judged, "index", "--dry-run", "--json").json()["judged"] is None


def test_a_file_of_judged_queries_that_is_not_right_is_told_before_anything_is_read(judged: Site) -> None:
    (judged.root / "qrels.tsv").write_text(f"{QRELS}nonsense\n")
    judged.records(VAN)

    ran = run(judged, "index")

    assert ran.code == 2
    assert "qrels.tsv line 3: not a judgement" in ran.err
    assert not (judged.root / "var/builds").exists()


def test_queries_of_which_none_has_an_answer_are_a_mistake(judged: Site) -> None:
    (judged.root / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n3\tvan\t1\n")

    ran = run(judged, "index")

    assert ran.code == 2
    assert "no query has a relevant document" in ran.err


def test_queries_without_judgements_are_a_mistake_in_the_settings(tmp_path: Path) -> None:
    site = Site(tmp_path, publish='queries = "queries.jsonl"')

    ran = site.run("index")

    assert ran.code == 2
    assert "qrels is missing: judged queries need both files; add qrels" in ran.err


def test_text_that_documents_lost_holds_the_build_and_names_them(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    long = "\n\n".join(f"## Part {number}\n\n" + "Words of a guide. " * 40 for number in range(120))
    site.file("guide.md", f"# The guide\n\n{long}")
    site.file("other.md", "# Other\n\nStays.")
    site.run("index")
    site.file("guide.md", "# The guide\n\nNothing is left.")

    held = site.run("index")
    again = site.run("index", "--json")

    assert held.code == again.code == 5
    assert "more than max_text_lost = 0.3" in held.err
    assert "The guide: 120 passages before, 1 now" in held.out
    assert again.json()["changes"]["lost_passages"] == 119
    past = site.run("index", "--yes")
    assert past.code == 0
    assert "note: published although the gate would hold it: remaining documents lost 119 of" in past.err


def test_failures_above_the_limit_hold_the_build(tmp_path: Path) -> None:
    site = Site(tmp_path, publish="max_failed = 1")
    site.records(*numbered(3))
    site.run("index")
    site.records(*numbered(4), "broken", "broken too")

    held = site.run("index")

    assert held.code == 5
    assert "the run had 2 failures, more than max_failed = 1" in held.err


def test_the_report_is_written_as_a_page_and_can_be_had_again(site: Site) -> None:
    site.records(*numbered(30))
    site.run("index")
    site.records(
        *numbered(29), {"id": "<b>new</b>", "title": "A <i>new</i> guide", "topics": ["Stops, and more"]}
    )
    page, later = site.root / "report.html", site.root / "later.html"

    ran = site.run("index", "--html", str(page))
    site.run("runs", "2", "--html", str(later))

    text = page.read_text(encoding="utf-8")
    assert ran.code == 0
    assert "A &lt;i&gt;new&lt;/i&gt; guide" in text
    assert "<i>new" not in text
    assert "Words of resource 29." in text  # what is removed is told by its title
    assert "Stops, and more" in text
    assert later.read_text(encoding="utf-8") == text


def test_runs_are_listed_and_each_can_be_shown(site: Site) -> None:
    nothing = site.run("runs")
    site.records(*numbered(3))
    site.run("index")
    site.export.unlink()
    site.run("index", "--source", "export")

    listed, last = site.run("runs"), site.run("runs", "2")

    assert "no runs yet" in nothing.out
    assert [line.split()[0] for line in listed.out.splitlines()] == ["2", "1"]
    assert [run["number"] for run in site.run("runs", "--json").json()["runs"]] == [2, 1]
    assert site.run("runs", "1", "--json").json()["added"] == 3
    assert "there is no such file" in last.out or "export.jsonl" in last.out
    assert (site.run("runs", "9").code, "list them with: fieldguide runs" in site.run("runs", "9").err) == (
        1,
        True,
    )


def test_a_page_that_cannot_be_written_is_told_before_the_run(site: Site) -> None:
    site.records(*numbered(3))

    ran = site.run("index", "--html", str(site.root / "nowhere/report.html"))

    assert ran.code == 2
    assert "there is no such folder" in ran.err
    assert site.builds.live_id() is None


def test_a_run_that_fails_leaves_no_page_of_yesterday(site: Site) -> None:
    page = site.root / "report.html"
    page.write_text("that of yesterday")
    site.export.unlink()

    ran = site.run("index", "--html", str(page))

    assert ran.code == 1
    assert "Failed: the live build has not changed" in page.read_text(encoding="utf-8")
    assert "no source could be scanned" in page.read_text(encoding="utf-8")


def test_the_record_of_a_run_tells_how_long_each_stage_took(site: Site) -> None:
    site.records(*numbered(3))

    took = site.run("index", "--json").json()["took"]

    assert list(took) == ["reading", "comparing", "building", "publishing"]
    assert all(seconds >= 0 for seconds in took.values())
    assert json.dumps(took)
