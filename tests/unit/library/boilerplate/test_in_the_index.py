"""What repeats on pages is neither found nor shown."""

from pathlib import Path

from indexer.library.library import Library
from tests.unit.a_site import Site
from tests.unit.library.boilerplate.filled import NOTE, page, texts


def test_the_index_neither_finds_nor_shows_the_disclaimer_of_every_page(tmp_path: Path) -> None:
    site = Site(tmp_path, sources=("sample",))
    for number in range(2):
        site.file(f"p{number}.html", page(number))
    site.run("index")

    site.file("p2.html", page(2))
    report = site.run("index", "--json").json()

    assert (report["added"], report["changed"]) == (1, 2)
    with Library(tmp_path / "var/library.db") as library:
        assert all(NOTE not in text for page in texts(library).values() for text in page)


def test_the_note_of_the_shipped_samples_is_left_out(tmp_path: Path) -> None:
    modules = Path(__file__).parents[4] / "corpus/modules"
    site = Site(tmp_path, sources=("sample",))
    for path in modules.glob("*.html"):
        if path.name == "atender-en-espanol.html":
            continue  # the only one with a note in Spanish
        site.file(path.name, path.read_bytes())

    site.run("index")

    with Library(tmp_path / "var/library.db") as library:
        delivered = texts(library)
    found = [text for page in delivered.values() for text in page]
    assert len(delivered) == 8
    assert not [text for text in found if "not guidance of any agency" in text or "legal advice" in text]
