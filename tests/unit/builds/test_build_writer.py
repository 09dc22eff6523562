"""A build that cannot be finished leaves nothing behind, and the live one answers on."""

import signal
import sys

import pytest

from indexer.builds import Builds
from indexer.config import RankingConfig
from indexer.errors import BuildError
from searchapp.engine import SearchRequest
from searchapp.engine.arrays.engine import ArrayEngine
from tests.making import make_resource
from tests.not_none import not_none
from tests.processes import completed, read_line, running
from tests.sampling import sampled

# Writes a build of resources without end into argv[1]; says so once it is under way.
ENDLESS = """
import sys
from itertools import count
from pathlib import Path
from indexer.builds import Builds
from tests.making import make_resource

def resources():
    for number in count():
        if number == 50:
            print("under way", flush=True)
        yield make_resource(f"r{number}", text=f"word{number} " * 20), ""

builds = Builds(Path(sys.argv[1]))
with builds.lock():
    builds.write(resources())
"""

# Writes a large build into argv[1] although no file may grow beyond argv[2] bytes.
LIMITED = """
import resource, signal, sys
from pathlib import Path
from indexer.builds import Builds
from indexer.errors import BuildError
from tests.making import make_resource

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
builds = Builds(Path(sys.argv[1]))
with builds.lock():
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    try:
        builds.write((make_resource(f"r{n}", text=f"word{n} and more of it " * 40), "h") for n in range(300))
    except BuildError as error:
        print(error)
    else:
        print("written")
"""


@pytest.fixture
def builds(tmp_path):
    """A folder of builds in which one resource is live."""
    found = Builds(tmp_path / "builds")
    with found.lock():
        found.publish(found.write([(make_resource("live", text="crisis"), "")]).id)
    return found


def left_in(builds):
    """Return the names of all that lies in the folder besides the finished builds."""
    finished = {build.id for build in builds.all()}
    return {path.name for path in builds.root.iterdir()} - finished


def assert_answers(builds):
    engine = ArrayEngine(builds.live(), RankingConfig())
    assert [hit.id for hit in engine.search(SearchRequest("crisis")).hits] == ["live"]


def python(program, *words):
    return [sys.executable, "-c", program, *map(str, words)]


def broken(error):
    yield make_resource("one", text="words"), ""
    raise error


@pytest.mark.parametrize(
    "error", [RuntimeError("a fault"), KeyboardInterrupt(), GeneratorExit(), MemoryError()], ids=repr
)
def test_what_fails_leaves_nothing_behind(builds, error):
    before = left_in(builds)

    with builds.lock(), pytest.raises(type(error)):
        builds.write(broken(error))

    assert left_in(builds) == before
    assert len(builds.all()) == 1
    assert_answers(builds)


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (
            lambda: [(make_resource("a"), ""), (make_resource("b"), ""), (make_resource("a"), "")],
            "duplicate id 'a'",
        ),
        (
            lambda: broken(OSError(28, "No space left on device")),
            r"\(No space left on device\); free disk space",
        ),
    ],
    ids=["an id twice", "a full disk"],
)
def test_what_cannot_be_written_is_told(builds, pairs, said):
    before = left_in(builds)

    with builds.lock(), pytest.raises(BuildError, match=said):
        builds.write(pairs())

    assert left_in(builds) == before


@pytest.mark.parametrize("size", sampled([0, 100, 5_000, 100_000], 2))
def test_a_disk_that_takes_no_more_changes_nothing(builds, size):
    before = left_in(builds)

    said = completed(python(LIMITED, builds.root, size))

    assert "the build cannot be written (File too large); free disk space" in said.stdout, said.stderr
    assert said.stderr == ""
    assert left_in(builds) == before
    assert len(builds.all()) == 1
    assert_answers(builds)


def test_a_writer_that_is_killed_leaves_the_live_build_live_and_the_next_one_sweeps(builds):
    with running(python(ENDLESS, builds.root)) as process:
        assert read_line(process) == "under way\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert any(name.startswith(".new-") for name in left_in(builds))
    assert len(builds.all()) == 1
    assert_answers(builds)

    with builds.lock():
        builds.publish(builds.write([(make_resource("live", text="crisis again"), "")]).id)

    assert not any(name.startswith(".new-") for name in left_in(builds))
    assert_answers(builds)


def test_where_nothing_can_be_written_the_error_says_so(builds):
    (builds.root / "CURRENT.new").mkdir()

    with pytest.raises(BuildError, match="Is a directory"):
        builds.publish(builds.live_id())

    assert_answers(builds)


def test_an_open_build_answers_after_it_was_removed(builds):
    engine = ArrayEngine(builds.live(), RankingConfig())
    with builds.lock():
        builds.publish(builds.write([(make_resource("other"), "")]).id)
        builds.prune(1)

    hits = engine.search(SearchRequest("crisis")).hits

    assert len(builds.all()) == 1
    assert [(hit.id, hit.snippet_html) for hit in hits] == [("live", "<mark>crisis</mark>")]
    assert not_none(engine.text("live")).passages
