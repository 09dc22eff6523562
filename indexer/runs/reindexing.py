"""Requests to re-index: one is put into a folder by the web, taken by the next run, and told what came of it.

The folder of requests is all that the web process may write, so nothing in it is believed: a request says that somebody
asks, and by which id they will ask what came of it. What came of it lies in the folder of builds, which only the
indexer writes.
"""

import os
import re
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from indexer.errors import FieldguideError
from indexer.index_writer import IndexWriter

WAITING: Final = "WAITING"  # the one request that waits; a unit of systemd may look for it
_ID: Final = re.compile(r"[0-9a-f]{16}")
_KEPT: Final = 100  # requests whose outcome is remembered


class ReindexRequests:
    """The requests of one site. Web and indexer each have one, on the same two folders."""

    def __init__(self, folder: Path, index: IndexWriter) -> None:
        self._folder = folder
        self._waiting = folder / WAITING
        self._index = index

    def ask(self) -> tuple[str, bool]:
        """Put a request there; return its id and True, or the id of the one that waits already and False.

        Raises FieldguideError where the folder cannot be written.
        """
        request_id = secrets.token_hex(8)
        fresh = self._folder / f".{request_id}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh.write_text(request_id, encoding="ascii")
            try:
                os.link(
                    fresh, self._waiting
                )  # whole, and only where none is: two at once cannot both be first
            except FileExistsError:
                return self.waiting() or request_id, False
            finally:
                fresh.unlink()
        except OSError as error:
            raise FieldguideError(
                f"the request cannot be written ({error.strerror})",
                where=str(self._folder),
                mend="let the web process write there: [paths] requests",
            ) from None
        return request_id, True

    def waiting(self) -> str | None:
        """Return the id of the request that waits; None: none does. One that says no id gets one that nobody asks for."""
        try:
            # No link is followed, and a pipe would not be waited for.
            handle = os.open(self._waiting, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        except OSError:
            return "0" * 16
        try:
            said = (
                os.read(handle, 64).decode("ascii", "replace")
                if stat.S_ISREG(os.fstat(handle).st_mode)
                else ""
            )
        finally:
            os.close(handle)
        return said if _ID.fullmatch(said) else "0" * 16

    def take(self, *, now: str) -> str | None:
        """Take the request that waits, for the run that begins *now*; return its id. The indexer's lock is held.

        What an earlier run took and did not finish was interrupted: that run was killed. Raises BuildError.
        """
        known = {
            key: {**told, "state": "interrupted"} if told["state"] == "running" else told
            for key, told in self._told().items()
        }
        taken = self.waiting()
        if taken is not None:
            # Noted first: killed between the two, it is still there for the next run.
            known = {**known, taken: {"state": "running", "started": now}}
        if known != self._told():
            self._index.note_requests(dict(list(known.items())[-_KEPT:]))
        if taken is not None:
            with suppress(OSError):  # not ours to delete: then it is taken again, and nothing is lost
                self._waiting.unlink()
        return taken

    def finish(self, request_id: str, report: Mapping[str, Any]) -> None:
        """Note what came of a request: figures, and no names of files. Raises BuildError."""
        known = self._told()
        figures = {
            key: value
            for key, value in report.items()
            if isinstance(value, int) or key in {"started", "finished", "outcome"}
        }
        known[request_id] = {"state": "done", **figures}
        self._index.note_requests(known)

    def state(self, request_id: str) -> Mapping[str, Any] | None:
        """Return what is known of a request: its "state" is waiting, running, done or interrupted; None: nothing."""
        if self.waiting() == request_id:
            return {"state": "waiting"}
        return self._told().get(request_id)

    def _told(self) -> dict[str, dict[str, Any]]:
        # What is damaged in it is forgotten: it is told for a while only.
        told = self._index.requests()
        return {key: one for key, one in told.items() if isinstance(one, dict) and "state" in one}
