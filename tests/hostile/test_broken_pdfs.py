"""PDFs that are broken on purpose: each is read, or gives one line; nothing else happens."""

from collections.abc import Callable

import pytest

from tests.hostile import made_pdfs
from tests.hostile.a_shelf import MAX_MEMORY, Ran, Shelf

# Their reader is held to the same in tests/unit/readers/pdf; here it is through the whole command.
pytestmark = pytest.mark.slow

EXPORT = "open it, export it as PDF again and replace the file"
SAVE = "open it, export or save it again and replace the file"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted": (made_pdfs.encrypted, "it is protected by a password; save a copy without a password"),
    "truncated": (made_pdfs.truncated, f"it is not a complete PDF; {EXPORT}"),
    "zero-byte": (bytes, "it is empty; restore its content, or remove it"),
    "looping-objects": (made_pdfs.looping_objects, f"its reader crashed (SIGSEGV); {SAVE}"),
    "bomb": (
        made_pdfs.bomb,
        f"its reader aborted (SIGABRT); {SAVE}, or raise memory_bytes in [reading]",
    ),
    "too-many-pages": (
        lambda: made_pdfs.many_pages(10_001),
        "it has 10,001 pages (the limit is 10,000); divide it into volumes",
    ),
}
# Broken, and yet there are words in them.
READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "looping-pages": (made_pdfs.looping_pages, "looping"),
    "looping-tables": (made_pdfs.looping_tables, "behind"),
    "deep-outline": (made_pdfs.deep_outline, "outline"),
    "looping-fields": (made_pdfs.looping_fields, "fields"),
    "repeated-field": (made_pdfs.repeated_field, "repeated"),
}
# pdfium gives up on them in silence: they are found by their names.
WITHOUT_TEXT: dict[str, Callable[[], bytes]] = {
    "deep-pages": made_pdfs.deep_pages,
    "deep-arrays": made_pdfs.deep_arrays,
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, Ran]:
    """All of them on one shelf, indexed once."""
    shelf = Shelf(tmp_path_factory.mktemp("pdfs"))
    shelf.limit(memory_bytes=300 * 2**20)  # half of what the bomb wants
    for name, (make, _) in (REFUSED | READ).items():
        shelf.put(f"{name}.pdf", make())
    for name, make in WITHOUT_TEXT.items():
        shelf.put(f"{name}.pdf", make())
    return shelf, shelf.index()


@pytest.mark.parametrize("name", REFUSED)
def test_a_pdf_that_cannot_be_read_gives_one_line(indexed: tuple[Shelf, Ran], name: str) -> None:
    lines = [line for line in indexed[1].lines if line.startswith(f"shelf/{name}.pdf: ")]

    assert lines == [f"shelf/{name}.pdf: {REFUSED[name][1]}"]


@pytest.mark.parametrize("name", READ)
def test_a_broken_pdf_with_words_is_found_by_them(indexed: tuple[Shelf, Ran], name: str) -> None:
    assert name in indexed[0].found(READ[name][1])


@pytest.mark.parametrize("name", WITHOUT_TEXT)
def test_a_broken_pdf_without_words_is_found_by_its_name(indexed: tuple[Shelf, Ran], name: str) -> None:
    shelf, ran = indexed

    assert f"  shelf/{name}.pdf" in ran.out.splitlines()
    assert name in shelf.found(name.replace("-", " "))


def test_nothing_else_is_said_and_the_exit_code_is_3(indexed: tuple[Shelf, Ran]) -> None:
    ran = indexed[1]

    assert ran.code == 3
    assert len(ran.lines) == len(REFUSED)


def test_every_good_neighbour_is_found(indexed: tuple[Shelf, Ran]) -> None:
    assert indexed[0].lost() == set()


def test_the_indexer_stays_small_while_children_are_killed(indexed: tuple[Shelf, Ran]) -> None:
    assert indexed[1].peak < MAX_MEMORY


def test_a_second_run_tries_what_failed_once_more_and_says_the_same(indexed: tuple[Shelf, Ran]) -> None:
    shelf, first = indexed

    second = shelf.index()

    assert (second.code, second.lines) == (first.code, first.lines)
    assert "nothing to do" in second.out
