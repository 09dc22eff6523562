"""One indexer at a time; the kernel frees the lock of one that ends, however it ends."""

import json
import os
import signal
import socket
import sys
from subprocess import PIPE

import pytest

from indexer.builds import Builds
from indexer.errors import BuildError, LockedError
from tests.processes import read_line, running

HOLDER = """
import sys
from pathlib import Path
from indexer.builds import Builds
with Builds(Path(sys.argv[1])).lock():
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock."""
    words = [sys.executable, "-c", HOLDER, str(tmp_path / "builds")]
    with running(words, stdin=PIPE) as process:
        assert read_line(process) == "held\n"
        yield process


def test_a_second_indexer_is_told_who_holds_the_lock(tmp_path, holder):
    with pytest.raises(LockedError) as told, Builds(tmp_path / "builds").lock():
        pass

    assert f"pid {holder.pid} on {socket.gethostname()} since 20" in str(told.value)
    assert told.value.exit_code == 4


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_the_lock_of_an_indexer_that_was_killed_is_free(tmp_path, holder, ending):
    holder.send_signal(ending)
    holder.wait()

    with Builds(tmp_path / "builds").lock():
        said = json.loads((tmp_path / "builds" / "LOCK").read_text())

    assert said["pid"] == os.getpid()


def test_the_lock_is_free_after_an_error(tmp_path):
    builds = Builds(tmp_path / "builds")

    with pytest.raises(KeyError), builds.lock():
        raise KeyError

    with builds.lock():
        pass


def test_a_lock_file_that_says_nothing_still_locks(tmp_path, holder):
    (tmp_path / "builds" / "LOCK").write_text("{")

    with pytest.raises(LockedError, match="its process is not known"), Builds(tmp_path / "builds").lock():
        pass


def test_where_nothing_can_be_written_the_error_says_so(tmp_path):
    (tmp_path / "builds").write_text("a file, not a folder")

    with pytest.raises(BuildError, match="cannot be written"), Builds(tmp_path / "builds").lock():
        pass
