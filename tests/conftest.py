"""Real indexes on disk, small; and whatever the tests are started by, the same surroundings."""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from indexer.builds import Build
from indexer.config import RankingConfig
from indexer.resource import Resource
from tests.engines import Engine, engine_on, published
from tests.sharing import Sharing
from tests.unit.properties import load_profiles

load_profiles()

# Of the environment: what we heed, or a library of ours does, in what is said and who is asked. And what keeps Python
# from storing byte code: each of some hundred processes would compile all modules.
HEEDED = frozenset(
    """FIELDGUIDE_CONFIG FIELDGUIDE_REINDEX_TOKEN COLUMNS LINES TERM COLORTERM NO_COLOR FORCE_COLOR CLICOLOR
    CLICOLOR_FORCE TTY_COMPATIBLE TTY_INTERACTIVE HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY TZ PYTHONWARNINGS
    PYTHONDEVMODE PYTHONINSPECT PYTHONOPTIMIZE PYTHONIOENCODING PYTHONVERBOSE PYTHONPROFILEIMPORTTIME
    PYTHONDONTWRITEBYTECODE""".split()
)
SET_BY_PYTHON = {
    signal.SIGPIPE,
    signal.SIGXFSZ,
}  # ignored here, and never by the processes that Python starts


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing | None:
    """Hand out the tests to several processes."""
    return Sharing(config, log) if config.getvalue("dist") == "load" else None


@pytest.fixture(scope="session", autouse=True)
def _surroundings() -> Iterator[None]:
    """Start every process as from a terminal of its own, and heed nothing of the shell that runs the tests.

    A shell has what it puts into the background ignore Ctrl-C, `nohup` has it ignore the terminal's end, and whatever
    we start would inherit that. A handler is not inherited: we go on as we are asked to, and they begin afresh.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ:
            if name.upper() in HEEDED:
                patch.delenv(name)
        ignored = [
            number
            for number in signal.valid_signals() - SET_BY_PYTHON
            if signal.getsignal(number) is signal.SIG_IGN
        ]
        for number in ignored:
            signal.signal(number, lambda *_: None)
        blocked = signal.pthread_sigmask(signal.SIG_SETMASK, ())
        yield
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)


@pytest.fixture
def build_for(tmp_path: Path) -> Callable[..., Build]:
    """A published build that holds just the resources given."""
    return partial(published, tmp_path / "builds")


@pytest.fixture
def engine_for(build_for: Callable[..., Build]) -> Callable[..., Engine]:
    """An engine over a real index, on disk, holding just the resources given."""

    def engine(*resources: Resource, ranking: RankingConfig | None = None, **more: Any) -> Engine:
        return engine_on(build_for(*resources, **more), ranking)

    return engine
