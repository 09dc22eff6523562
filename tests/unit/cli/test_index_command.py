"""`fieldguide index`: exit codes and what it prints."""

from pathlib import Path

import pytest

from tests.unit.a_site import Site, numbered


def test_index_exits_0_and_says_what_is_live(site: Site) -> None:
    ran = site.run("index")

    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.splitlines()[:5] == [
        "added     10",
        "changed    0",
        "removed    0",
        "unchanged  0",
        "failed     0",
    ]
    assert ran.out.splitlines()[-1] == f"live now: build {site.builds.live_id()}, 10 resources, 10 passages"


@pytest.mark.parametrize("words", [("verify",), ("publish", "none"), ("rollback",)])
def test_what_needs_a_build_exits_1_without_one(site: Site, words: tuple[str, ...]) -> None:
    ran = site.run(*words)

    assert ran.code == 1
    assert ran.out == ""
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize("command", ["publish", "rollback"])
def test_an_unknown_build_exits_1_and_names_those_there_are(site: Site, command: str) -> None:
    site.run("index")

    ran = site.run(command, "none")

    assert ran.code == 1
    assert str(site.builds.live_id()) in ran.err


def test_no_source_at_all_exits_1(site: Site) -> None:
    site.export.unlink()

    ran = site.run("index")

    assert ran.code == 1
    assert "there is no such file" in ran.err
    assert "no source could be scanned" in ran.err
    assert site.builds.live_id() is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("indx",), "did you mean index?"),
        (("index", "--sorce", "x"), "did you mean --source"),
        (("index", "--source", "exprt"), "did you mean export?"),
        (("publish",), "Missing argument"),
        (("index", "surplus"), "unexpected extra argument"),
    ],
)
def test_slips_exit_2_and_are_named(site: Site, words: tuple[str, ...], said: str) -> None:
    ran = site.run(*words)

    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_a_misspelt_setting_exits_2(site: Site) -> None:
    site.config.write_text(site.config.read_text() + "[publish]\nmax_lots = 1\n")

    ran = site.run("status")

    assert ran.code == 2
    assert "did you mean max_lost?" in ran.err


def test_faulty_records_exit_3_and_are_listed(site: Site) -> None:
    site.records(*numbered(10), {"id": "x", "types": [1]})

    ran = site.run("index")

    assert ran.code == 3
    assert ran.err.startswith("export/export.jsonl line 11: record 'x': types: ")
    assert len(site.live_ids()) == 10


def test_a_wrong_year_is_reported_in_every_run_until_it_is_corrected(site: Site) -> None:
    wrong = {"id": "x", "title": "Stops", "year": "soon"}
    site.records(*numbered(10), wrong)

    for ran in (site.run("index"), site.run("index")):
        assert ran.code == 3
        assert ran.err.startswith("export/export.jsonl line 11: record 'x': year: ")
        assert "it is indexed without" in ran.err
    assert "x" in site.live_ids()

    site.records(*numbered(10), {**wrong, "year": 2019})
    assert site.run("index").code == 0


def test_a_first_run_in_which_every_record_fails_publishes_nothing(site: Site) -> None:
    site.records({"id": "x", "types": [1]}, {"title": "no id"})

    ran = site.run("index")

    assert ran.code == 1
    assert "record 'x': types: " in ran.err
    assert "nothing could be read; fix the errors above, then run `index` again" in ran.err
    assert site.builds.live_id() is None


def test_a_running_indexer_exits_4(site: Site) -> None:
    site.run("index")

    with site.builds.lock():
        assert site.run("index").code == 4
        assert site.run("publish", str(site.builds.live_id())).code == 4


def test_the_gate_exits_5(site: Site) -> None:
    site.run("index")
    site.records(*numbered(3))

    ran = site.run("index", "--json")

    assert ran.code == 5
    assert ran.json()["outcome"] == "held"
    assert "less than half" in ran.err


def test_many_failures_are_cut_and_counted(site: Site) -> None:
    site.records(*numbered(3), *["no record"] * 1500)

    ran = site.run("index", "--json")

    assert ran.json()["failed"] == 1500
    assert len(ran.json()["failures"]) == 1000
    assert ran.err.splitlines()[-1] == "… and 500 more failures"


def test_documents_without_text_are_listed_and_are_no_failure(tmp_path: Path) -> None:
    site = Site(tmp_path, ("sample",))
    site.file("scan.pdf", blank_pdf())

    ran = site.run("index")

    assert ran.code == 0
    assert "1 document has no text" in ran.out
    assert "  sample/scan.pdf" in ran.out
    assert "sample/scan.pdf" in site.run("status").out
    assert site.live_ids() == ["scan-pdf"]


def blank_pdf() -> bytes:
    """A PDF of one page without a sign on it, as a scanner writes them."""
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>",
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(data)
    data += b"xref\n0 4\n0000000000 65535 f \n" + table
    return data + b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
