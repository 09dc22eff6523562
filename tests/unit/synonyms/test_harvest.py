"""Acronyms are harvested where a text explains them, with the whole of what they stand for and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.synonyms.harvest import key_of, pairs_in


def pairs(text):
    return [(pair.acronym, pair.long_form) for pair in pairs_in(text)]


@pytest.mark.parametrize(
    ("text", "acronym", "long_form"),
    [
        ("A Crisis Intervention Team (CIT) model", "CIT", "Crisis Intervention Team"),
        ("crisis intervention teams (CITs) in", "CIT", "crisis intervention teams"),
        ("the CIT’s (Crisis Intervention Team) training", "CIT", "Crisis Intervention Team"),
        ("CIT (Crisis Intervention Team; see page 4)", "CIT", "Crisis Intervention Team"),
        ("of Use of Force (UOF; see below)", "UOF", "Use of Force"),
        ("the U.S. Department of Justice (DOJ)", "DOJ", "Department of Justice"),
        ("Scanning, Analysis, Response, and Assessment (SARA)", "SARA", "Scanning, Analysis, Response, and Assessment"),
        ("by body-worn cameras (BWCs)", "BWC", "body-worn cameras"),
        ("its write-ahead log (WAL)", "WAL", "write-ahead log"),
        ("Multiversion Concurrency Control (MVCC)", "MVCC", "Multiversion Concurrency Control"),
        ("introduced universally unique identifiers (UUIDs)", "UUID", "universally unique identifiers"),
        ("hypertext transfer protocol (HTTP)", "HTTP", "hypertext transfer protocol"),
        ("Equipo de Intervención en Crisis (EIC)", "EIC", "Equipo de Intervención en Crisis"),
        ("It ended. Peace Officer Standards and Training (POST)", "POST", "Peace Officer Standards and Training"),
    ],
)  # fmt: skip
def test_what_a_text_explains(text, acronym, long_form):
    assert pairs(text) == [(acronym, long_form)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "No parenthesis, no CIT.",
        "see Table 2 (USA)",
        "The officer (SRO) and the",
        "An answer (Yes)",
        "it was closed (A)",
        "A sentence. (CIT)",
        "Crisis. Intervention Team (CIT)",
        "THE CRISIS INTERVENTION TEAM (CIT)",  # how it is written does not show
        "the CIT team (CIT)",
        "Justice (J)",
        "CIT (see the Crisis Intervention Team)",
        "items (a), (b) and (ii)",
        "force (UOF)",
    ],
)
def test_what_explains_nothing(text):
    assert pairs(text) == []


def test_all_of_a_text_in_order():
    text = "The Crisis Intervention Team (CIT) and a Mobile Crisis Team (MCT). Later: SRO (School Resource Officer)."

    assert [pair[0] for pair in pairs(text)] == ["CIT", "MCT", "SRO"]
    assert [text[pair.start :][:3] for pair in pairs_in(text)] == ["CIT", "MCT", "SRO"]


def test_inflected_forms_have_one_key():
    assert (
        key_of("Crisis Intervention Teams")
        == key_of("crisis-intervention team")
        == key_of("Crisis intervention team")
    )
    assert key_of("crisis intervention training") != key_of("crisis intervention team")


@given(st.text(alphabet="ABCabc ().,-&/\n’s1é", max_size=80))
def test_whatever_is_found_stands_in_the_text_and_begins_with_the_first_letter(text):
    for pair in pairs_in(text):
        assert pair.long_form[:1].lower() in {pair.acronym[:1].lower(), "é"}
        assert "".join(pair.long_form.split()) in "".join(text.split())
        assert len(pair.acronym) >= 2


@pytest.mark.parametrize("text", ["(" * 50_000, "A (" * 20_000, "A.B" * 30_000 + " (AB)", "word " * 20_000 + "(WWWW)", "(AB) " * 20_000, ("aaaaaaaaaa " * 20 + "(AAAAAAAAAB) ") * 200])  # fmt: skip
def test_a_text_made_to_take_long_does_not(text):
    assert isinstance(pairs(text), list)
