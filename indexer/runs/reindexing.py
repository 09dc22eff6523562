"""Requests to re-index: the web server writes one into a folder, the next run takes it and records its outcome.

The folder of requests is the only one that the web server may write to, so its content is not trusted: a request only
contains the id under which its outcome can be looked up. The outcome is in the folder of builds, to which only the indexer
writes.
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

WAITING: Final = "WAITING"  # the waiting request; a systemd unit may watch for it
_ID: Final = re.compile(r"[0-9a-f]{16}")
_UNKNOWN_ID: Final = "0" * 16  # stands for an unreadable request; real ids are random
MAX_WAITING: Final = 64  # bytes; an id has 16
_MAX_NOTES: Final = 100  # requests whose outcome is kept


class ReindexRequests:
    """The requests of one site. Web server and indexer each have an instance, on the same two folders."""

    def __init__(self, folder: Path, index: IndexWriter) -> None:
        self._folder = folder
        self._waiting = folder / WAITING
        self._index = index

    def ask(self) -> tuple[str, bool]:
        """Write a request; return its id and True, or the id of the one that is already waiting and False.

        Raises FieldguideError if the folder cannot be written to.
        """
        request_id = secrets.token_hex(8)
        temporary = self._folder / f".{request_id}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            temporary.write_text(request_id, encoding="ascii")
            try:
                os.link(temporary, self._waiting)  # atomic: fails if a request is already waiting
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
        """Return the id of the waiting request; None: there is none. An unreadable request gets an id that nobody uses."""
        try:
            content = read_small(self._waiting, MAX_WAITING).decode("ascii", "replace")
        except FileNotFoundError:
            return None
        except OSError:
            return _UNKNOWN_ID
        return content if _ID.fullmatch(content) else _UNKNOWN_ID

    def take(self, *, now: str) -> str | None:
        """Take the waiting request for the run that begins *now*; return its id. The caller holds the indexer's lock.

        A request that an earlier run took but did not finish is marked as interrupted. Raises BuildError.
        """
        before = self._notes()
        known = {
            key: replace(note, state="interrupted") if note.state == "running" else note
            for key, note in before.items()
        }
        taken = self.waiting()
        if taken is not None:
            # Recorded first: if the run is killed here, the request is still there for the next one.
            known = {**known, taken: RequestNote(state="running", started=now)}
        if known != before:
            self._index.note_requests(dict(list(known.items())[-_MAX_NOTES:]))
        if taken is not None:
            with suppress(OSError):  # no permission: it will be taken again, and nothing is lost
                self._waiting.unlink()
        return taken

    def finish(self, request_id: str, ended: EndedRun) -> None:
        """Record the outcome of a request: counts, but no file names. Raises BuildError."""
        note = RequestNote(
            state="done",
            outcome=ended.outcome,
            started=ended.started,
            finished=ended.finished if isinstance(ended, RunReport) else None,
            **ended.counts,
        )
        self._index.note_requests({**self._notes(), request_id: note})

    def state(self, request_id: str) -> RequestNote | None:
        """Return the state of a request; None: it is unknown."""
        if self.waiting() == request_id:
            return RequestNote(state="waiting")
        return self._notes().get(request_id)

    def _notes(self) -> dict[str, RequestNote]:
        return {key: note for key, note in self._index.requests().items() if _ID.fullmatch(key)}
