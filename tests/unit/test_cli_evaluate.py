"""The command `evaluate`: what it prints, what it writes, and what it refuses."""

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import pytest

from searchapp.cli import main
from tests.unit.a_site import Ran, Site

RECORDS: list[dict[str, Any]] = [
    {
        "id": "cit", "title": "Crisis teams",
        "passages": [{"page": 3, "text": "A crisis team & a nurse ride. Crisis team."}, {"page": 7, "text": "The crisis is over, and all of the others go home."}],
    },
    {"id": "video", "title": "A video", "text": "Crisis on film."},
    {"id": "bare", "summary": "In short: nothing.", "title": "Bare"},
]  # fmt: skip
PERFECT = {"ndcg": 1.0, "average_precision": 1.0, "recall": 1.0, "success": 1.0}
HEADER = "query     nDCG@10     MAP@100  Recall@100   success@1"


@pytest.fixture
def site(tmp_path):
    """A site with three records live."""
    made = Site(tmp_path)
    made.records(*RECORDS)
    assert made.run("index").code == 0
    return made


def evaluated(site, *words):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["--config", str(site.config), "evaluate", *words])
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


def written(site, name, *lines):
    path = site.root / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return str(path)


def judged(
    site, *judgements, queries=('{"_id": "q1", "text": "crisis team"}', '{"_id": "q2", "text": "unheard"}')
):
    return (
        "--queries", written(site, "queries.jsonl", *queries),
        "--qrels", written(site, "qrels.tsv", "query-id\tcorpus-id\tscore", *judgements),
    )  # fmt: skip


def test_evaluate_measures_and_writes_a_run(site):
    words = judged(site, "q1\tcit\t2", "q2\tbare\t0")
    run = site.root / "run.trec"

    ran = evaluated(site, *words, "--run", str(run))
    measured = evaluated(site, *words, "--top", "5", "--json").json()

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        HEADER,
        "q1         1.0000      1.0000      1.0000      1.0000",
        "mean       1.0000      1.0000      1.0000      1.0000",
        "over 1 queries; 1 without a relevant document left out",
    ]
    assert run.read_text().startswith("q1 Q0 cit 1 ")
    assert run.read_text().endswith(" fieldguide\n")
    assert measured == {"mean": PERFECT, "queries": {"q1": PERFECT}, "top": 5}


def test_ids_that_are_numbers_are_those_of_the_judgements(site):
    words = judged(site, "7\tcit\t1", queries=['{"_id": 7, "text": "crisis team"}'])

    assert evaluated(site, *words, "--json").json()["queries"] == {"7": PERFECT}


def test_pages_stand_beside_the_other_measures(site):
    asked = [f'{{"_id": "q{number}", "text": "crisis"}}' for number in (1, 2, 3)]
    words = judged(site, "q1\tcit\t1", "q3\tcit\t1", queries=asked)
    pages = written(site, "pages.tsv", "query-id\tcorpus-id\tpage", "q1\tcit\t3", "q2\tcit\t7")

    ran = evaluated(site, *words, "--pages", pages)
    measured = evaluated(site, *words, "--pages", pages, "--json").json()

    assert ran.out.splitlines() == [
        HEADER + "      page@1    page MRR",
        "q1         1.0000      1.0000      1.0000      1.0000      1.0000      1.0000",
        "q2              -           -           -           -      0.0000      0.5000",
        "q3         1.0000      1.0000      1.0000      1.0000           -           -",
        "mean       1.0000      1.0000      1.0000      1.0000      0.5000      0.7500",
        "over 2 queries; 1 without a relevant document left out; pages over 2",
    ]
    assert measured["pages"] == {
        "mean": {"success": 0.5, "reciprocal_rank": 0.75},
        "queries": {
            "q1": {"success": 1.0, "reciprocal_rank": 1.0},
            "q2": {"success": 0.0, "reciprocal_rank": 0.5},
        },
    }


def test_a_run_compared_with_itself_shows_no_difference(site):
    words, run = judged(site, "q1\tvideo\t1", "q2\tbare\t1"), str(site.root / "run.trec")
    assert evaluated(site, *words, "--run", run).code == 0

    ran = evaluated(site, *words, "--compare", run)
    again = evaluated(site, *words, "--compare", run, "--run", run)

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == again.out
    assert ran.out.splitlines()[6:] == [
        f"compared to {run}",
        "                   now       there  difference           p",
        "nDCG@10         0.0000      0.0000     +0.0000      1.0000",
        "MAP@100         0.0000      0.0000     +0.0000      1.0000",
        "Recall@100      0.0000      0.0000     +0.0000      1.0000",
        "success@1       0.0000      0.0000     +0.0000      1.0000",
        "p: how often chance alone makes as much of a difference; two-sided paired randomization test (Smucker, Allan, Carterette, CIKM 2007)",
        "0 queries worse by nDCG@10, 0 better, 2 the same; for 1 nothing is found there",
    ]


def test_what_moved_is_listed_with_both_figures_and_the_question(site):
    asked = [f'{{"_id": "w{number}", "text": "crisis\\u0007 team {"x" * 80}"}}' for number in range(12)]
    words = judged(
        site,
        *(f"w{number}\tbare\t1" for number in range(12)),
        "b\tcit\t1",
        queries=[*asked, '{"_id": "b", "text": "crisis team"}'],
    )
    run = written(
        site, "run.trec", "b Q0 video 1 1.5 x", *(f"w{number} Q0 bare 1 9 x" for number in range(12))
    )

    ran = evaluated(site, *words, "--compare", run)
    measured = evaluated(site, *words, "--compare", run, "--json").json()["compare"]

    assert "nDCG@10         0.0769      0.9231     -0.8462      0.0034" in ran.out
    listed = ran.out.partition("1 better, 0 the same\n")[2].splitlines()
    assert listed[:3] == [
        "",
        "worse, of 12 the first 10:",
        "  w0  -1.0000  0.0000, there 1.0000  crisis team " + "x" * 47 + "…",
    ]
    assert listed[12:] == ["", "better:", "  b  +1.0000  1.0000, there 0.0000  crisis team"]
    assert (measured["run"], measured["worse"], measured["better"], measured["same"]) == (run, 12, 1, 0)
    assert measured["mean"]["ndcg"]["p"] == 28 / 2**13
    assert len(measured["most_worse"]) == 10
    assert measured["most_better"] == [
        {"query": "b", "text": "crisis team", "now": 1.0, "other": 0.0, "by": 1.0}
    ]


def test_mean_only_says_nothing_of_single_queries(site):
    words = judged(site, "q1\tcit\t1", "q2\tbare\t1")
    more = (
        "--pages", written(site, "pages.tsv", "q1\tcit\t3"), "--compare", written(site, "run.trec", "q2 Q0 bare 1 1 x"), "--mean-only",
    )  # fmt: skip

    ran = evaluated(site, *words, *more)
    measured = evaluated(site, *words, *more, "--json").json()

    assert "1 queries worse by nDCG@10, 1 better, 0 the same" in ran.out
    assert ran.out.splitlines()[1].startswith("mean ")
    for said in (ran.out.replace(str(site.root), ""), str(measured).replace(str(site.root), "")):
        assert not [word for word in ("q1", "q2", "crisis", "unheard") if word in said]


@pytest.mark.parametrize(
    ("judgement", "said"),
    [("q1\tcit\tx", "line 2: not a judgement"), ("q9\tcit\t1", "no query has a relevant document")],
)
def test_evaluate_refuses_what_it_cannot_judge(site, judgement, said):
    ran = evaluated(site, *judged(site, judgement))

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("option", "line", "said"),
    [
        ("--compare", "q1 Q0 cit first 1 x", "line 1: not a line of a run; write query-id, Q0, "),
        ("--compare", "Q1 Q0 cit 1 1 x", "it has none of the queries; "),
        ("--pages", "q1\tcit\tvi", "no query names a page; "),
        ("--pages", "q1\tcit\t0", "line 1: it does not name a page; "),
    ],
)
def test_evaluate_refuses_runs_and_pages_that_are_none(site, option, line, said):
    out = site.root / "out.trec"

    ran = evaluated(site, *judged(site, "q1\tcit\t1"), option, written(site, "file", line), "--run", str(out))

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize("option", ["--compare", "--pages", "--queries", "--qrels"])
def test_a_file_that_is_missing_is_told(site, option):
    ran = evaluated(site, *judged(site, "q1\tcit\t1"), option, str(site.root / "nowhere"))

    assert (ran.code, ran.out) == (2, "")
    assert "nowhere: it cannot be read" in ran.err


def test_a_run_that_cannot_be_written_is_told(site):
    ran = evaluated(site, *judged(site, "q1\tcit\t1"), "--run", str(site.root))

    assert (ran.code, ran.out) == (2, "")
    assert "it cannot be written (Is a directory)" in ran.err
