"""*phd* missed "Ph.D.": two words for the index where the stop stands between more than single letters.

"U.S.C." and *USC* were one, "LL.M.", "Ed.D." and "Pub.L." were not. What is no abbreviation keeps its words: sentences
without a space behind the stop, names of hosts and files, numbers.
"""

import pytest

from searchapp.engine import SearchRequest
from tests.contract.reading import ids
from tests.engines import build_of, engine_on
from tests.making import make_resource
from tests.sampling import sampled

ABBREVIATIONS = (
    "Ph.D.", "Ph.D", "LL.M.", "LL.B.", "Ed.D.", "Psy.D.", "Pharm.D.", "Pub.L.", "M.Ed.", "B.Sc.", "D.Phil.", "S.Ct.",
    "L.Ed.", "PH.D.", "ed.d.", "Ph. D.", "LL. M.", "U.S.C.", "D.C.", "e.g.",
)  # fmt: skip


def found(engine, text):
    results = engine.search(SearchRequest(text))
    assert results.relaxed is None, text
    return ids(results)


def engine_of(folder, **texts):
    return engine_on(build_of(folder, [make_resource(key, text=text) for key, text in texts.items()]))


@pytest.mark.parametrize("abbreviation", sampled(ABBREVIATIONS, 3))
def test_with_stops_and_without_they_find_each_other(tmp_path, abbreviation):
    bare = abbreviation.replace(".", "").replace(" ", "")
    engine = engine_of(
        tmp_path,
        dotted=f"She has a {abbreviation} degree, or none.",
        plain=f"She has a {bare} degree, or none.",
        other="She has a degree.",
    )

    spellings = (
        abbreviation,
        abbreviation.lower(),
        abbreviation.rstrip("."),
        bare,
        bare.lower(),
        bare.upper(),
    )
    for typed in spellings:
        assert set(found(engine, f'"a {typed} degree"')) == {"dotted", "plain"}, typed
        assert set(found(engine, f"{typed} degree")) == {"dotted", "plain"}, typed
    for typed in (abbreviation.replace(" ", ""), bare, bare.lower()):
        assert set(found(engine, typed)) == {"dotted", "plain"}, typed
        assert found(engine, f"-{typed}") == ["other"], typed


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("phd", "a Ph.D.-level post"), ("phd", "(Ph.D.), then"), ("phds", "many Ph.D.s"), ('"phd thesis"', "the Ph.D.’s thesis"),
        ("phd", "a Ph.D.Thesis"), ('"the us policy"', "the U.S.’s policy"), ("ph*", "a Ph.D."), ("phd*", "a Ph.D."),
        ("jd phd", "J.D./Ph.D."), ("msed", "an M.S.Ed. degree"), ("hr3355", "under H.R.3355"), ("f3d", "12 F.3d 14"),
    ],
)  # fmt: skip
def test_what_stands_beside_an_abbreviation_changes_nothing(tmp_path, typed, printed):
    engine = engine_of(tmp_path, it=printed, other="nothing")

    assert found(engine, typed) == ["it"]


@pytest.mark.parametrize(
    ("printed", "asked"),
    [
        ("It must end.Start again", ("end", "start", '"end start again"', "must")),
        ("Vitamin A.The others", ("vitamin", "the", "others")),
        ("We are done.I know", ("done", "know", '"done i know"')),
        ("see example.gov or cops.usdoj.gov", ("example", "gov", "cops", "usdoj", '"example gov"')),
        ("open report.pdf and main.c", ("report", "pdf", "main", '"report pdf"')),
        ("at t.co. Then", ("co", "then")),
        ("Python 3.11 and 164.512", ("3.11", "164.512", "python")),
        ("written by J.Smith", ("smith", '"by j smith"')),
        ("the Act. A. Scope", ("act", "scope", '"the act a scope"')),
        ("Fig.A of Vol.I", ("fig", "vol", '"of vol i"')),
    ],
)
def test_what_is_no_abbreviation_keeps_its_words(tmp_path, printed, asked):
    engine = engine_of(tmp_path, it=printed, other="unlike")

    for typed in asked:
        assert found(engine, typed) == ["it"], typed


def test_an_abbreviation_is_marked_whole_and_told(tmp_path):
    engine = engine_on(build_of(tmp_path, [make_resource("it", title="A Ph.D. at home")]))

    (hit,) = engine.search(SearchRequest("phd")).hits
    (typed_so,) = engine.search(SearchRequest("Ph.D.")).hits

    assert hit.title_html == typed_so.title_html == "A <mark>Ph.D.</mark> at home"
    assert hit.why == "“phd” in the title; “phd” as “ph.d.”"
    assert typed_so.why == "“ph.d.” in the title"
