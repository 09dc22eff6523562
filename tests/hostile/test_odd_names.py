"""Names as no library should have them: each file is found by its words, or gives one line on one line."""

import pytest

from tests.hostile.a_shelf import Ran, Shelf

# what the file is called: what its resource is called then
NAMES = {
    "new\nline.txt": "new line",
    "\x1b[31mred\x07.txt": "[31mred",
    "emoji \U0001f680.txt": "emoji \U0001f680",
    "a..b.txt": "a..b",
    "back\\slash\\..\\up.txt": "back\\slash\\..\\up",
    "%2e%2e%2fpercent?#.txt": "%2e%2e%2fpercent?#",
    "'quote\" <b>&amp;.txt": "'quote\" <b>&amp;",
    "right\u202eto left.txt": "right to left",
    " blank .txt": "blank",
    f"{'n' * 251}.txt": "n" * 251,
    f"{'é' * 125}.txt": "é" * 125,
    f"{'d' * 255}/{'e' * 255}/deep.txt": "deep",
    "\n.txt": "\\n.txt",
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, Ran]:
    shelf = Shelf(tmp_path_factory.mktemp("names"))
    for number, name in enumerate(NAMES):
        shelf.put(name, f"The words of w{number}.")
    shelf.put("..hidden.txt", "The words of nobody.")
    shelf.put(b"caf\xe9.txt", "The words of latin.")
    shelf.put(b"\xff\xfe\n/inside.txt", "The words of a folder.")
    return shelf, shelf.index()


@pytest.mark.parametrize(("number", "title"), list(enumerate(NAMES.values())), ids=range(len(NAMES)))
def test_a_file_of_an_odd_name_is_found_by_its_words(
    indexed: tuple[Shelf, Ran], number: int, title: str
) -> None:
    assert indexed[0].found(f"w{number}") == [title]


def test_names_that_are_no_text_give_one_line_each(indexed: tuple[Shelf, Ran]) -> None:
    shelf, ran = indexed

    assert ran.code == 3
    assert sorted(ran.lines) == [
        r"shelf/\udcff\udcfe\n/inside.txt: its path is not UTF-8; rename it",
        r"shelf/caf\udce9.txt: its path is not UTF-8; rename it",
    ]
    assert shelf.found("latin") == shelf.found("nobody") == []


def test_every_good_neighbour_is_found(indexed: tuple[Shelf, Ran]) -> None:
    assert indexed[0].lost() == set()


def test_a_wrong_ending_is_seen_through_or_gives_one_line(shelf: Shelf) -> None:
    shelf.put("html.pdf", "<html><body><main><p>A wallaby called PDF.</p></main>")
    shelf.put("html.txt", "<!doctype html><main><p>A walrus called text.</p></main>")
    shelf.put("text.pdf", "A weasel called PDF.")
    shelf.put("binary.txt", bytes(range(256)) * 50)
    shelf.put("binary.md", bytes(range(256)) * 50)
    shelf.put("zip.pdf", b"PK\x03\x04" + bytes(1000))

    ran = shelf.index()

    export = "it is not a complete PDF; open it, export it as PDF again and replace the file"
    assert ran.code == 3
    assert ran.lines == [
        "shelf/binary.md: it is not text; save it as text in UTF-8, or remove it",
        "shelf/binary.txt: it is not text; save it as text in UTF-8, or remove it",
        f"shelf/text.pdf: {export}",
        f"shelf/zip.pdf: {export}",
    ]
    assert shelf.found("wallaby") == shelf.found('"called PDF"') == ["html"]
    assert shelf.found("walrus") == ["html"]
    assert shelf.lost() == set()
