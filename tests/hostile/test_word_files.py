"""Word files and captions that are no such thing, or far more: each is read, or gives one line."""

from collections.abc import Callable

import pytest

from tests.hostile import made_word_files
from tests.hostile.a_shelf import MAX_MEMORY, Ran, Shelf

# Their readers are held to the same in tests/unit/readers/docx and captions; here it is through the whole command.
pytestmark = pytest.mark.slow

SAVE = "open it in Word, save it as .docx and replace the file"
EXPORT = "export the captions as WebVTT or SubRip again, or remove the file"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.docx": (
        made_word_files.bomb,
        "it unpacks to 400 MB of text (the limit is 24 MB); divide it into several files",
    ),
    "lying-bomb.docx": (made_word_files.lying_bomb, f"it is damaged or incomplete; {SAVE}"),
    "entities.docx": (made_word_files.entities, f"it declares XML entities, which Word never does; {SAVE}"),
    "outside-entity.docx": (
        made_word_files.outside_entity,
        f"it declares XML entities, which Word never does; {SAVE}",
    ),
    "crowded.docx": (made_word_files.crowded, f"it has 20,004 parts (the limit is 20,000); {SAVE}"),
    "empty.docx": (bytes, "it is empty; restore its content, or remove it"),
    "cut.docx": (lambda: made_word_files.word_file("cut")[:300], f"it is damaged or incomplete; {SAVE}"),
    "text.docx": (
        lambda: b"only words",
        "it is not a Word document; save it as .docx in Word, or remove it",
    ),
    "empty.vtt": (bytes, "it is empty; restore its content, or remove it"),
    "no-times.vtt": (lambda: b"only words", f"it contains no captions with times; {EXPORT}"),
    "no-times.srt": (lambda: b"1\n2\n3\n", f"it contains no captions with times; {EXPORT}"),
    "binary.srt": (lambda: bytes(range(256)) * 9, "it is not text; save it as text in UTF-8, or remove it"),
}
CUE = b"00:00:01.000 --> 00:00:02.000\n"
# Each holds a word of its own: the file's name without what is no letter.
READ: dict[str, Callable[[bytes], bytes]] = {
    "climbing.docx": lambda _: made_word_files.climbing(),
    "headerless.vtt": lambda word: CUE + word,
    "swapped.srt": lambda word: b"WEBVTT\n\n" + CUE + word,
    "commas.vtt": lambda word: b"1\n" + CUE.replace(b".", b",") + word,
    "backwards.vtt": lambda word: b"WEBVTT\n\n00:05.000 --> 00:01.000\n" + word,
    "uncounted.srt": lambda word: CUE.replace(b".", b",") + word,
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Shelf, Ran]:
    """All of them on one shelf, indexed once."""
    shelf = Shelf(tmp_path_factory.mktemp("word"))
    for name, (make, _) in REFUSED.items():
        shelf.put(name, make())
    for name, holding in READ.items():
        shelf.put(name, holding(name.partition(".")[0].encode()))
    return shelf, shelf.index()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_gives_one_line(indexed: tuple[Shelf, Ran], name: str) -> None:
    lines = [line for line in indexed[1].lines if line.startswith(f"shelf/{name}: ")]

    assert lines == [f"shelf/{name}: {REFUSED[name][1]}"]


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_but_has_words_is_found_by_them(indexed: tuple[Shelf, Ran], name: str) -> None:
    word = name.partition(".")[0]

    assert indexed[0].found(word) == [word]


def test_the_rest_is_as_if_they_were_not_there(indexed: tuple[Shelf, Ran]) -> None:
    shelf, ran = indexed

    assert ran.code == 3
    assert len(ran.lines) == len(REFUSED)
    assert ran.peak < MAX_MEMORY
    assert shelf.lost() == set()
    assert not (shelf.root / "climbed.xml").exists()
