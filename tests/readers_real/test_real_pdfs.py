import os

import pytest

from tests.readers_real.shelf import RealPdf, lacking, read_beside_witness, shelf

FOUND = 0.97
# Poppler loses a ligature or divides a word here and there where the reader does not: those are not on another page.
ON_THEIR_PAGE = 0.99


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


@pytest.mark.parametrize("one", shelf(), ids=lambda one: one.name)
def test_the_words_of_a_real_pdf_are_found_on_their_pages(one: RealPdf) -> None:
    recall = read_beside_witness(one).recall

    assert recall.words > 100
    assert recall.found >= FOUND, recall.missed[:50]
    assert recall.exact >= ON_THEIR_PAGE, recall.strange[:50]
    assert not recall.misplaced
