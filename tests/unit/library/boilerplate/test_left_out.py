"""Pages that share paragraphs in; the same without what repeats out."""

import pytest

from indexer.library.boilerplate import min_repeats, paragraphs_of, paragraphs_to_remove, without_paragraphs
from indexer.library.library import Library
from indexer.sources.source import Scanned
from tests.making import make_passage, make_resource
from tests.unit.library.boilerplate.filled import NOTE, OWN, fill, hashes, keep, noted, texts


def test_a_paragraph_that_stands_on_three_pages_is_left_out_of_them(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3))

    assert texts(library) == {f"a-p{number}": (OWN.format(number),) for number in (1, 2, 3)}


def test_what_stands_on_two_pages_is_their_own(library: Library) -> None:
    fill(library, "a", noted(1, 2))

    assert texts(library) == {f"a-{key}": value for key, value in noted(1, 2).items()}


def test_what_stands_on_fewer_than_a_third_of_many_pages_is_their_own(library: Library) -> None:
    others = {f"o{number}": (OWN.format(100 + number),) for number in range(9)}

    fill(library, "a", noted(1, 2, 3) | others)

    assert texts(library)["a-p1"] == noted(1)["p1"]


def test_sources_are_counted_apart(library: Library) -> None:
    fill(library, "a", noted(1, 2))
    fill(library, "b", noted(1, 2))

    assert all(NOTE in text for (text,) in texts(library).values())


def test_only_web_pages_are_counted(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3, 4), form="pdf")

    assert all(NOTE in text for (text,) in texts(library).values())


def test_short_lines_repeat_rightly(library: Library) -> None:
    pages = {f"p{number}": (f"• Call 911 first\n{OWN.format(number)}",) for number in range(5)}

    fill(library, "a", pages)

    assert texts(library)["a-p0"] == pages["p0"]


def test_case_punctuation_and_spaces_do_not_hide_a_copy(library: Library) -> None:
    pages = noted(1, 2) | {"p3": (f"• {NOTE.upper().replace(':', ' —')}\n{OWN.format(3)}",)}

    fill(library, "a", pages)

    assert texts(library)["a-p3"] == (OWN.format(3),)


def test_a_passage_that_is_all_boilerplate_goes_and_the_others_keep_their_places() -> None:
    passages = (make_passage(NOTE, "About"), make_passage(f"{NOTE}\nOwn.", "Part", anchor="part"))
    note = frozenset(paragraphs_of([NOTE]).countable)

    assert without_paragraphs(passages, note) == (make_passage("Own.", "Part", anchor="part"),)


def test_a_page_of_boilerplate_alone_keeps_its_text(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3) | {"about": (NOTE,)})

    found = texts(library)
    assert found["a-about"] == (NOTE,)
    assert found["a-p1"] == (OWN.format(1),)


def test_editions_of_one_guide_keep_their_text(library: Library) -> None:
    shared = "\n".join(OWN.format(f"{part} of the guide") for part in range(30))

    fill(library, "a", {year: (f"{shared}\nThe edition of {year}.",) for year in ("2019", "2020", "2021")})

    assert all(shared in text for (text,) in texts(library).values())


@pytest.mark.parametrize(("documents", "needed"), [(0, 3), (1, 3), (9, 3), (10, 4), (20_000, 6_667)])
def test_a_third_of_the_pages_and_at_least_three_must_share_it(documents: int, needed: int) -> None:
    assert min_repeats(documents) == needed


def test_the_hash_changes_for_exactly_those_whose_text_changes(library: Library) -> None:
    plain = {"plain": (OWN.format(0),)}
    fill(library, "a", noted(1, 2) | plain)
    before = hashes(library)

    fill(library, "a", noted(1, 2, 3) | plain)

    after = hashes(library)
    assert {key for key in before if before[key] != after[key]} == {"a-p1", "a-p2"}

    fill(library, "a", noted(1, 2) | plain)
    assert hashes(library) == before


def test_a_page_that_no_resource_names_is_not_counted(library: Library) -> None:
    fill(library, "a", noted(1, 2))

    keep(library, "a", "p3", *noted(3)["p3"])  # as a scan does that comes to no end

    assert NOTE in texts(library)["a-p1"][0]


def test_a_page_that_is_no_page_any_more_is_not_counted(library: Library) -> None:
    fill(library, "a", noted(1, 2, 3))
    texts(library)

    keep(library, "a", "p3", *noted(3)["p3"], form="markdown")

    assert NOTE in texts(library)["a-p1"][0]


def test_left_out_of_a_page_is_what_repeats_and_stands_in_it() -> None:
    countable = paragraphs_of([NOTE, OWN.format(1)])
    (note,) = paragraphs_of([NOTE]).countable

    assert paragraphs_to_remove(countable, frozenset({note, 12345})) == {note}


def test_a_resource_without_files_is_delivered_as_it_is(library: Library) -> None:
    scan = library.scan("a", now="1")
    for number in range(4):
        scan.add(Scanned(resource=make_resource(f"r{number}", text=NOTE), where="here"))
    scan.finish((), library.documents, ())

    assert set(texts(library).values()) == {(NOTE,)}
