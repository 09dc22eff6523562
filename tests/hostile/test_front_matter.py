"""Front matter made to run something, to grow, or to nest without end: its text is found, and nothing else happens."""

from pathlib import Path

import pytest

from tests.hostile.a_shelf import MAX_MEMORY, Shelf

MARK = "ran.txt"
BOMB = "a0: &a0 [lol, lol]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 60)
)
MERGES = "m0: &m0 {x: 1}\n" + "".join(
    f"m{level}: &m{level}\n  <<: [*m{level - 1}, *m{level - 1}]\n" for level in range(1, 60)
)
FRONT_MATTER = {
    "object": f"x: !!python/object/apply:builtins.open ['{MARK}', 'w']",
    "module": "x: !!python/module:antigravity",
    "new": "x: !!python/object/new:os.system [touch ran.txt]",
    "bomb": BOMB,
    "merges": MERGES,
    "itself": "x: &x [*x, *x]",
    "brackets": "x: " + "[" * 60_000,
    "braces": "x: " + "{a: " * 15_000,
    "dashes": "x:\n  " + "- " * 30_000,
    "flat": "x: [" + "a," * 30_000 + "]",
    "digits": "x: " + "9" * 60_000,
    "sixties": "x: " + "1:" * 30_000 + "1",
    "keys": "".join(f"k{number}: a: b\n" for number in range(4_000)),
    "anchors": "x: " + "&a " * 20_000,
    "tags": "x: " + "!" * 60_000,
    "huge": "x: " + "word " * 1_000_000,
    "control": "x: \x01\x02\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    "lies": 'x: \u202egnp.exe\ntopics: ["\x1b[31mred", "a\\u0007b"]',
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    shelf = Shelf(tmp_path_factory.mktemp("front"))
    for number, (name, front) in enumerate(FRONT_MATTER.items()):
        shelf.put(f"{name}.md", f"---\ntitle: Title of w{number}\n{front}\n---\nThe words of w{number}.")
    return shelf


def test_the_text_below_hostile_front_matter_is_found(shelf: Shelf) -> None:
    ran = shelf.index()

    assert (ran.code, ran.lines) == (0, [])
    assert ran.peak < MAX_MEMORY
    for number, name in enumerate(FRONT_MATTER):
        title = name if name == "huge" else f"Title of w{number}"
        assert shelf.found(f'"words of w{number}"') == [title]
    assert shelf.lost() == set()
    assert not [*shelf.root.rglob(MARK), *Path.cwd().glob(MARK)]
