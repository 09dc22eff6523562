"""Reads captions (WebVTT or SubRip): the speech as passages, each with the second at which it begins."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from indexer.errors import ReadError
from indexer.readers.captions.cues import Cue, CueLine, cues_of
from indexer.readers.outcome import ReadResult
from indexer.readers.passages import MAX_JOINED, MAX_WORDS, SHORT, WORD, divided
from indexer.readers.text import decoded
from indexer.resource import Passage, Place

# From this length on, a passage may end with a sentence, a speaker or a pause.
ENOUGH_WORDS: Final = 100  # words
PAUSE: Final = 2.0  # seconds without a caption: somebody takes breath
SCENE: Final = 30.0  # … or something else is shown: a link to before that would lead to the wrong place
# Roll-up captions repeat what is still on the screen, at once or after a flicker.
FLICKER: Final = 0.5  # seconds
ROWS: Final = 4  # that roll up at most

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)\]]*$")


def read_vtt(data: bytes, where: str) -> ReadResult:
    """Return the speech of a WebVTT file."""
    return ReadResult(format="vtt", passages=_read(data, where))


def read_srt(data: bytes, where: str) -> ReadResult:
    """Return the speech of a SubRip file."""
    return ReadResult(format="srt", passages=_read(data, where))


def _read(data: bytes, where: str) -> tuple[Passage, ...]:
    cues = cues_of(decoded(data, where))
    if not cues:
        raise ReadError(
            "it contains no captions with times",
            where=where,
            fix="export the captions as WebVTT or SubRip again, or remove the file",
        )
    spoken = _segments(without_repeats(cues))
    return tuple(
        passage
        for segment in spoken
        for passage in divided(Passage(text=segment.text(), place=Place(seconds=segment.cues[0].start)))
    )


def without_repeats(cues: Iterable[Cue]) -> Iterator[Cue]:
    """Yield *cues* without the words that were already on the screen."""
    shown: tuple[CueLine, ...] = ()
    until = 0.0
    for cue in cues:
        new = _new(shown, cue.lines) if cue.start - until <= FLICKER else cue.lines
        shown, until = cue.lines[-ROWS:], max(until, cue.end)
        if new:
            yield replace(cue, lines=new)


def _new(shown: Sequence[CueLine], lines: tuple[CueLine, ...]) -> tuple[CueLine, ...]:
    """Return the part of *lines* that follows the last lines of *shown*."""
    words = [word for line in lines for word in line.text.split()] if shown else []
    for first in range(len(shown)):
        before = [word for line in shown[first:] for word in line.text.split()]
        if words[: len(before)] == before:
            return tuple(_behind(lines, len(before)))
    return lines


def _behind(lines: Iterable[CueLine], count: int) -> Iterator[CueLine]:
    """Yield *lines* without their first *count* words."""
    for line in lines:
        words = line.text.split()
        if count < len(words):
            yield replace(line, text=" ".join(words[count:]))
        count = max(0, count - len(words))


@dataclass(slots=True)
class _Segment:
    """The cues of one passage."""

    cues: list[Cue] = field(default_factory=list)
    words: int = 0
    until: float = 0.0

    def add(self, cue: Cue, words: int) -> None:
        self.cues.append(cue)
        self.words += words
        self.until = max(self.until, cue.end)

    def ends_before(self, cue: Cue, words: int) -> bool:
        """Return whether the passage should end before *cue*, which has this many *words*."""
        pause = cue.start - self.until
        if pause >= SCENE or self.words + words > (MAX_JOINED if self.words < SHORT else MAX_WORDS):
            return True
        last = self.cues[-1].lines[-1]
        good = pause >= PAUSE or last.speaker != cue.lines[0].speaker or _SENTENCE_END.search(last.text)
        return self.words >= ENOUGH_WORDS and bool(good)

    def text(self) -> str:
        """Return the text, with a paragraph for each speaker."""
        paragraphs: list[list[str]] = []
        speaker: str | None = None
        for line in (line for cue in self.cues for line in cue.lines):
            if not paragraphs or line.speaker != speaker or line.text.startswith(">>"):
                named = line.speaker is not None and (not paragraphs or line.speaker != speaker)
                paragraphs.append([f"{line.speaker}:"] if named else [])
                speaker = line.speaker
            paragraphs[-1].append(line.text)
        return "\n".join(" ".join(parts) for parts in paragraphs)


def _segments(cues: Iterable[Cue]) -> list[_Segment]:
    segments: list[_Segment] = []
    for cue in cues:
        words = sum(1 for line in cue.lines for _ in WORD.finditer(line.text))
        if not segments or segments[-1].ends_before(cue, words):
            segments.append(_Segment())
        segments[-1].add(cue, words)
    if len(segments) > 1 and _is_rest(segments[-1], segments[-2]):
        for cue in segments.pop().cues:
            segments[-1].add(cue, 0)
    return segments


def _is_rest(last: _Segment, before: _Segment) -> bool:
    near = last.cues[0].start - before.until < SCENE
    return near and last.words < SHORT and before.words + last.words <= MAX_JOINED
