"""What lies in a folder and is no plain file: links, pipes, devices; and files that nobody may read."""

import os
import socket
from pathlib import Path

from tests.hostile.a_shelf import Shelf, as_somebody_with_no_special_rights


def test_links_out_of_the_folder_and_loops_are_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    secret = tmp_path / "outside" / "secret.txt"
    secret.write_text("A secret squirrel.")
    targets: dict[str, str | Path] = {
        "file.txt": secret,
        "folder": secret.parent,
        "up": "..",
        "loop.txt": "loop.txt",
        "ping.txt": "pong.txt",
        "pong.txt": "ping.txt",
        "nowhere.txt": "none",
        "device.txt": "/dev/zero",
        "itself": ".",
    }
    for name, target in targets.items():
        (shelf.folder / name).symlink_to(target)

    ran = shelf.index()

    out = "the link leads out of the folder; put the file itself there"
    loop = "the link cannot be followed (Too many levels of symbolic links); delete it"
    assert ran.code == 3
    assert sorted(ran.lines) == [
        f"shelf/device.txt: {out}",
        f"shelf/file.txt: {out}",
        f"shelf/folder: {out}",
        f"shelf/loop.txt: {loop}",
        "shelf/nowhere.txt: the link leads nowhere; correct the link, or delete it",
        f"shelf/ping.txt: {loop}",
        f"shelf/pong.txt: {loop}",
        f"shelf/up: {out}",
    ]
    assert shelf.found("squirrel") == []
    assert shelf.lost() == set()


def test_pipes_sockets_and_devices_are_passed_over_and_never_opened(shelf: Shelf) -> None:
    os.mkfifo(shelf.folder / "pipe.txt")  # opening it would wait for ever
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(shelf.folder / "s.txt"))
        if os.geteuid() == 0:
            os.mknod(shelf.folder / "zero.txt", 0o020666, os.makedev(1, 5))

        ran = shelf.index()

    assert (ran.code, ran.lines) == (0, [])
    assert shelf.lost() == set()


def test_a_catalogue_that_names_a_pipe_gives_one_line(shelf: Shelf) -> None:
    os.mkfifo(shelf.folder / "pipe.pdf")
    shelf.put("catalogue.jsonl", '{"id": "piped", "title": "Piped words", "files": ["pipe.pdf"]}')

    ran = shelf.index()

    assert ran.code == 3
    assert len(ran.lines) == 1
    assert '"pipe.pdf" is not a regular file; put the file itself there' in ran.lines[0]
    assert shelf.lost() == set()


def test_files_that_nobody_may_read_give_one_line_each(shelf: Shelf) -> None:
    for name in ("closed.html", "closed.pdf", "closed.txt"):
        shelf.put(name, "closed").chmod(0)

    ran = shelf.index(through=as_somebody_with_no_special_rights())

    fix = "it cannot be opened (Permission denied); check that it exists and can be read"
    assert ran.code == 3
    assert ran.lines == [f"shelf/closed.{suffix}: {fix}" for suffix in ("html", "pdf", "txt")]
    assert shelf.lost() == set()
