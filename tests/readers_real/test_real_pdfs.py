import os

import pytest

from tests.readers_real.shelf import RealPdf, lacking, read_beside_witness, shelf

FOUND = 0.97
# Poppler loses a ligature or divides a word here and there where the reader does not: those are not on another page.
ON_THEIR_PAGE = 0.99

# Made in the same way as another file of the shelf, which is read in its place.
SAME_KIND = {
    "auctex/tex-ref.pdf",
    "debian-policy/policy.pdf",
    "feynmf/manual.pdf",
    "fonts-sil-padauk/Padauk-features.pdf",
    "gpsbabel-doc/gpsbabel.pdf",
    "groff/slide-demo.pdf",
    "libscotch-dev/scotch_user7.0.pdf",
    "texworks-help-en/manual.pdf",
}
# The longest that are left: more than half of the time that all files take.
LONG = {
    "hmmer-doc/Userguide.pdf",
    "xfig-doc/xfig_ref_en.pdf",
    "python-reportlab-doc/reportlab-userguide.pdf",
}
LEFT_TO_SLOW_TESTS = SAME_KIND | LONG


@pytest.fixture(scope="module", autouse=True)
def whole_shelf() -> None:
    lack = lacking()
    if lack is None:
        return
    if os.environ.get("FIELDGUIDE_REQUIRE_PDFS") == "1":
        pytest.fail(lack)
    pytest.skip(lack)


def test_the_shelf_holds_at_least_twelve_files() -> None:
    assert len(shelf()) >= 12


def test_what_is_left_to_the_slow_tests_is_on_the_shelf() -> None:
    assert {one.name for one in shelf()} >= LEFT_TO_SLOW_TESTS


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.slow] if one.name in LEFT_TO_SLOW_TESTS else [])
        for one in shelf()
    ],
)
def test_the_words_of_a_real_pdf_are_found_on_their_pages(one: RealPdf) -> None:
    recall = read_beside_witness(one).recall

    assert recall.words > 100
    assert recall.found >= FOUND, recall.missed[:50]
    assert recall.exact >= ON_THEIR_PAGE, recall.strange[:50]
    assert not recall.misplaced
