"""`synonyms list`, `accept` and `reject`: what the library explains becomes lines of the file, or is proposed no more."""

import pytest

from tests.unit.a_site import Site

RECORDS = (
    {"id": "a", "title": "Guide", "passages": [{"page": 12, "text": "Crisis Intervention Teams (CITs) and use of force (UOF)."}]},
    {"id": "b", "title": "Study", "text": "CIT (crisis intervention team). Critical Incident Technique (CIT)."},
    {"id": "c", "title": "Other", "text": "A crisis intervention team (CIT)."},
)  # fmt: skip


@pytest.fixture
def library(tmp_path):
    site = Site(tmp_path, search='synonyms = "synonyms.txt"')
    site.records(*RECORDS)
    assert site.run("index").code == 0
    return site


def proposed(site, *words):
    return [
        (each["acronym"], each["long_form"])
        for each in site.run("synonyms", "list", "--json", *words).json()["proposals"]
    ]


def test_list_shows_each_with_its_count_its_page_and_its_conflicts(library):
    ran = library.run("synonyms", "list")

    assert ran.code == 0
    assert ran.out.splitlines() == [
        "CIT, crisis intervention team",
        "    3 times in 3 resources, such as Guide [a], page 12",
        "    also: Critical Incident Technique",
        "CIT, Critical Incident Technique",
        "    once in 1 resource, such as Study [b]",
        "    also: crisis intervention team",
        "UOF, use of force",
        "    once in 1 resource, such as Guide [a], page 12",
    ]


def test_list_as_json(library):
    found = library.run("synonyms", "list", "--json", "--limit", "1").json()

    assert found["total"] == 3
    assert found["proposals"] == [
        {
            "acronym": "CIT",
            "long_form": "crisis intervention team",
            "count": 3,
            "resources": 3,
            "example": {"id": "a", "title": "Guide", "page": 12, "heading": None},
            "conflicts": ["Critical Incident Technique"],
            "state": "open",
        }
    ]
    assert library.run("synonyms", "list", "--limit", "1").out.splitlines()[-1] == "and 2 more; see --limit"


def test_accept_appends_to_the_file_and_keeps_its_comments(library):
    path = library.root / "synonyms.txt"
    path.write_text("# ours\na, b\n", encoding="utf-8")

    ran = library.run("synonyms", "accept", "UOF")

    assert (ran.code, ran.out) == (0, f"added to {path}: UOF, use of force\n")
    assert path.read_text(encoding="utf-8") == "# ours\na, b\nUOF, use of force\n"
    assert ("UOF", "use of force") not in proposed(library)
    assert ("UOF", "use of force") in proposed(library, "--all")
    again = library.run("synonyms", "accept", "UOF", "--json")
    assert (again.code, again.json()["line"]) == (0, None)
    assert path.read_text(encoding="utf-8").count("UOF") == 1


def test_of_several_meanings_one_is_named(library):
    ran = library.run("synonyms", "accept", "CIT")

    assert ran.code == 2
    assert (
        "it stands for several things; add which is meant: crisis intervention team; Critical Incident Technique"
        in ran.err
    )

    assert library.run("synonyms", "accept", "CIT", "Crisis Intervention Teams").code == 0
    # The other one is the only one left to decide about.
    assert library.run("synonyms", "reject", "CIT").out == "rejected: CIT, Critical Incident Technique\n"
    assert (library.root / "synonyms.txt").read_text(encoding="utf-8") == "CIT, crisis intervention team\n"
    assert proposed(library) == [("UOF", "use of force")]


def test_what_was_rejected_stays_so_when_the_library_changes(library):
    assert library.run("synonyms", "reject", "UOF", "--json").json() == {
        "acronym": "UOF",
        "long_form": "use of force",
    }
    library.records(*RECORDS, {"id": "d", "text": "The use of force (UOF)."})
    assert library.run("index").code == 0

    assert ("UOF", "use of force") not in proposed(library)
    states = {
        each["acronym"]: each["state"]
        for each in library.run("synonyms", "list", "--all", "--json").json()["proposals"]
    }
    assert states["UOF"] == "rejected"


def test_a_changed_resource_replaces_its_own_pairs_in_the_next_run(library):
    library.records(RECORDS[0], {"id": "b", "title": "Study", "text": "Mobile Crisis Team (MCT)."})
    assert library.run("index", "--yes").code == 0

    assert proposed(library) == [
        ("CIT", "Crisis Intervention Teams"), ("MCT", "Mobile Crisis Team"), ("UOF", "use of force"),
    ]  # fmt: skip
    library.records()
    library.run("index", "--yes")
    assert library.run("synonyms", "list").out.startswith("no proposals")


def test_a_dry_run_changes_no_proposal(library):
    library.records({"id": "d", "text": "Mobile Crisis Team (MCT)."})

    library.run("index", "--dry-run")

    assert ("MCT", "Mobile Crisis Team") not in proposed(library)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("accept", "cit"), 1, "the library does not explain it; did you mean CIT?"),
        (("accept", "XYZ"), 1, "the library does not explain it; see: fieldguide synonyms list --all"),
        (
            ("reject", "UOF", "unit of fire"),
            1,
            "UOF, unit of fire: the library does not explain it; it has: use of force",
        ),
        (("accept",), 2, "Missing argument 'ACRONYM'"),
        (("list", "--limit", "0"), 2, "--limit"),
    ],
)
def test_what_there_is_not_is_said(library, words, code, said):
    ran = library.run("synonyms", *words)

    assert ran.code == code
    assert said in ran.err


def test_without_the_setting_accept_says_so(tmp_path):
    site = Site(tmp_path)
    site.records(*RECORDS)
    site.run("index")

    ran = site.run("synonyms", "accept", "UOF")

    assert ran.code == 2
    assert 'no file of synonyms is configured; add synonyms = "synonyms.txt" to [search]' in ran.err
    assert site.run("synonyms", "list").code == 0
    assert site.run("synonyms", "reject", "UOF").code == 0


def test_a_file_that_cannot_be_used_stops_all_three_and_is_told_by_status(library):
    path = library.root / "synonyms.txt"
    path.write_text("alone\n", encoding="utf-8")

    for words in (("list",), ("accept", "UOF"), ("reject", "UOF")):
        ran = library.run("synonyms", *words)
        assert ran.code == 2
        assert f"{path}:1: it has only one word or phrase" in ran.err
    assert path.read_text(encoding="utf-8") == "alone\n"
    assert "only one word or phrase" in library.run("status", "--json").json()["problem"]


def test_before_the_first_run_there_is_no_library(tmp_path):
    site = Site(tmp_path, search='synonyms = "synonyms.txt"')

    ran = site.run("synonyms", "list")

    assert ran.code == 1
    assert "there is no library yet; run: fieldguide index" in ran.err
    assert not (site.root / "var").exists()
