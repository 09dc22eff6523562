"""A line is appended to a file of synonyms whole or not at all, and all that was there stays."""

from threading import Thread

import pytest

from indexer.errors import SynonymsError
from indexer.synonyms.additions import append_line
from indexer.synonyms.file import read_synonyms
from tests.processes import PATIENCE


@pytest.fixture
def path(tmp_path):
    return tmp_path / "synonyms.txt"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, "UOF, use of force\n"),
        ("", "UOF, use of force\n"),
        ("# ours\n\na, b\n# end\n", "# ours\n\na, b\n# end\nUOF, use of force\n"),
        ("a, b", "a, b\nUOF, use of force\n"),
        ("a, b\r\n", "a, b\r\nUOF, use of force\r\n"),
    ],
)
def test_what_was_there_stays(path, before, after):
    if before is not None:
        path.write_bytes(before.encode())

    assert append_line(path, "UOF", "use of force") == "UOF, use of force"
    assert path.read_bytes().decode() == after
    assert list(path.parent.iterdir()) == [path]


def test_permissions_and_links_stay(path, tmp_path):
    kept = tmp_path / "elsewhere"
    kept.mkdir()
    (kept / "shared.txt").write_text("a, b\n", encoding="utf-8")
    (kept / "shared.txt").chmod(0o640)
    path.symlink_to("elsewhere/shared.txt")

    append_line(path, "SARA", "scanning, analysis, response and assessment")

    assert path.is_symlink()
    assert (kept / "shared.txt").stat().st_mode & 0o777 == 0o640
    assert read_synonyms(path).lines[-1].sources == ("SARA", "scanning, analysis, response and assessment")


def test_a_file_that_cannot_be_used_is_left_as_it_is(path):
    path.write_text("alone\n", encoding="utf-8")

    with pytest.raises(SynonymsError, match="only one word"):
        append_line(path, "UOF", "use of force")
    assert path.read_text(encoding="utf-8") == "alone\n"


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SynonymsError, match="cannot be written"):
        append_line(tmp_path / "nowhere" / "synonyms.txt", "UOF", "use of force")


def test_of_lines_appended_at_once_all_are_kept(path):
    threads = [Thread(target=append_line, args=(path, f"A{number}", f"word {number}")) for number in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()

    assert sorted(line.sources[0] for line in read_synonyms(path).lines) == [
        f"A{number}" for number in range(8)
    ]
