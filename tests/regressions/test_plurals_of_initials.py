"""*sros* missed "SRO", *phds* "Ph.D." and *1990s* "1990's"; *AED* found every text with "a", and *ORS* every "or".

The stemmer needs a vowel before a plural's last two letters, which initials and numbers seldom have, and takes the "ed" of
"AED" for an ending. Initials with stops were not stemmed at all, so "E.M.S." and "EMS" were two words.
"""

import pytest

from searchapp.engine import SearchRequest
from tests.contract.reading import ids
from tests.engines import build_of, engine_on
from tests.making import make_resource

SPELLINGS = [
    ("SRO", "SROs", "SRO’s", "SROs’", "S.R.O.s"),
    ("Ph.D.", "PhD", "PhDs", "Ph.D.s", "PhD’s"),
    ("J.D.", "JD", "JDs", "J.D.s", "J.D.’s"),
    ("R.N.", "RN", "RNs", "R.N.s", "R.N.'s"),
    ("FBI", "F.B.I.", "FBI’s", "FBIs"),
    ("DA", "DAs", "D.A.s", "DA’s"),
    ("NGO", "NGOs", "NGOs'"),
    ("MOU", "MOUs", "M.O.U.", "MOU’s"),
    ("AED", "AEDs", "A.E.D.", "AED’s"),
    ("IED", "IEDs", "I.E.D.s"),
    ("1990s", "1990’s", "1990's", "1990"),
    ("K-9", "K9", "K-9s", "K9s", "K-9’s"),
    ("EMS", "E.M.S.", "EMS’s"),
    ("ABLE", "A.B.L.E.", "able"),
    ("thief", "thieves", "thieves’", "thief’s"),
    ("wife", "wives", "wives'", "wife’s"),
    ("foot", "feet", "foot’s"),
]


def found(engine, text):
    results = engine.search(SearchRequest(text))
    assert results.relaxed is None, text
    return ids(results)


@pytest.mark.parametrize("spellings", SPELLINGS, ids=[spellings[0] for spellings in SPELLINGS])
def test_the_plural_of_initials_is_the_same_word(tmp_path, spellings):
    engine = engine_on(
        build_of(tmp_path, [make_resource(printed, title=f"Local {printed} rules") for printed in spellings])
    )

    for typed in spellings:
        small = typed.replace(".", "").lower()
        for asked in (typed, small, f'"{typed}"', f'"local {typed} rules"', f"title:{typed}"):
            assert set(found(engine, asked)) == set(spellings), asked


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("AED", "A room, or a list of many"), ("AEDs", "A room, or a list of many"), ("IED", "I and others"),
        ("INS", "In the house, in time"), ("ORS", "One or the other"), ("UPS", "Up and down"), ("ATS", "At home"),
        ("SOS", "So it was"), ("DOS", "Do it"), ("gas", "Ga"), ("bus", "Bu"),
    ],
)  # fmt: skip
def test_initials_that_end_like_a_word_are_another_word(tmp_path, typed, others):
    engine = engine_on(
        build_of(
            tmp_path, [make_resource("it", text=f"Of {typed} here"), make_resource("other", text=others)]
        )
    )

    for asked in (typed, typed.lower(), f'"{typed}"'):
        assert found(engine, asked) == ["it"]
