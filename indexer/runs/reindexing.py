"""Requests to re-index: one is put into a folder by the web, taken by the next run, and told what came of it.

The folder of requests is all that the web process may write, so nothing in it is believed: a request says that somebody
asks, and by which id they will ask what came of it. What came of it lies in the folder of builds, which only the
indexer writes.
"""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from indexer.errors import FieldguideError
from indexer.index_writer import IndexWriter
from indexer.regular_file import read_small
from indexer.run_notes import RequestNote
from indexer.runs.report import EndedRun, RunReport

WAITING: Final = "WAITING"  # the one request that waits; a unit of systemd may look for it
_ID: Final = re.compile(r"[0-9a-f]{16}")
_UNKNOWN_ID: Final = "0" * 16  # nobody asks for it: ids are random
MAX_WAITING: Final = 64  # bytes; an id has 16
_MAX_NOTES: Final = 100  # requests whose outcome is remembered


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
        temporary = self._folder / f".{request_id}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_text(request_id, encoding="ascii")
            try:
                os.link(
                    temporary, self._waiting
                )  # whole, and only where none is: two at once cannot both be first
            except FileExistsError:
                return self.waiting() or request_id, False
            finally:
                temporary.unlink()
        except OSError as error:
            raise FieldguideError(
                f"the request cannot be written ({error.strerror})",
                where=str(self._folder),
                fix="let the web server write to that folder ([paths] requests)",
            ) from None
        return request_id, True

    def waiting(self) -> str | None:
        """Return the id of the request that waits; None: none does. One that says no id gets one that nobody asks for."""
        try:
            content = read_small(self._waiting, MAX_WAITING).decode("ascii", "replace")
        except FileNotFoundError:
            return None
        except OSError:
            return _UNKNOWN_ID
        return content if _ID.fullmatch(content) else _UNKNOWN_ID

    def take(self, *, now: str) -> str | None:
        """Take the request that waits, for the run that begins *now*; return its id. The indexer's lock is held.

        What an earlier run took and did not finish was interrupted: that run was killed. Raises BuildError.
        """
        before = self._notes()
        known = {
            key: replace(note, state="interrupted") if note.state == "running" else note
            for key, note in before.items()
        }
        taken = self.waiting()
        if taken is not None:
            # Noted first: killed between the two, it is still there for the next run.
            known = {**known, taken: RequestNote(state="running", started=now)}
        if known != before:
            self._index.note_requests(dict(list(known.items())[-_MAX_NOTES:]))
        if taken is not None:
            with suppress(OSError):  # not ours to delete: then it is taken again, and nothing is lost
                self._waiting.unlink()
        return taken

    def finish(self, request_id: str, ended: EndedRun) -> None:
        """Note what came of a request: figures, and no names of files. Raises BuildError."""
        note = RequestNote(
            state="done",
            outcome=ended.outcome,
            started=ended.started,
            finished=ended.finished if isinstance(ended, RunReport) else None,
            **ended.counts,
        )
        self._index.note_requests({**self._notes(), request_id: note})

    def state(self, request_id: str) -> RequestNote | None:
        """Return what is known of a request; None: nothing."""
        if self.waiting() == request_id:
            return RequestNote(state="waiting")
        return self._notes().get(request_id)

    def _notes(self) -> dict[str, RequestNote]:
        return {key: note for key, note in self._index.requests().items() if _ID.fullmatch(key)}
