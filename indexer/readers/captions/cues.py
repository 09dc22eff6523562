"""The cues of a captions file, WebVTT or SubRip, as programs and people write them.

The two formats differ little, and files that mix them are common: commas in WebVTT, no header, no numbers, blank lines
inside a caption, another arrow. Whatever a player would show is read, whatever the file's suffix.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from indexer.readers.encoding import remove_controls
from indexer.readers.html.tree import BLOCKS

_MAX_NAME_LENGTH: Final = 400  # of a picture


@dataclass(frozen=True, slots=True, kw_only=True)
class CueLine:
    """One line of a caption."""

    text: str
    speaker: str | None = None  # if the file names one


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One caption: when it is shown, in seconds, and its lines."""

    start: float
    end: float
    lines: tuple[CueLine, ...]


_BREAK: Final = re.compile(r"\r\n|\n|\r")
# Nine digits of hours are a hundred thousand years; longer numbers would only be slow to convert.
_TIME: Final = r"(-?)(?:(\d{1,9}):)?(\d{1,3}):(\d{1,2})(?:[.,:]\s?(\d{1,9}))?"
_TIMING: Final = re.compile(rf"\s*{_TIME}\s*-{{1,2}}>\s*(?:{_TIME}(?:\s.*)?)?", re.ASCII)
# Blocks without a caption: the header, comments, styles.
_ASIDE: Final = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)|X-TIMESTAMP-MAP=")
_NUMBER: Final = re.compile(r"\s*\d+\s*")
_VOICE: Final = re.compile(r"(<v(?:\.[^\s<>]*)?\s[^<>]*>|</v>)")
_TAG: Final = re.compile(r"</?[a-zA-Z0-9][^<>]*>|</>|\{\\[^{}]*\}")
# What players show as a line break: tags, and remains of other subtitle formats (but not "\\N" in a path).
_LINE_END: Final = re.compile(rf"</?(?:br|{'|'.join(sorted(BLOCKS))})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_ESCAPED: Final = re.compile(r"(?<!\S)(?!\w:\\|\\\\)\S*\\[Nnh]\S*")
_ESCAPE: Final = re.compile(r"\\[Nnh]")
# The previews of a player's timeline are captions whose text is the name of a picture.
_PICTURE: Final = re.compile(r"\S{1,200}\.(?:jpe?g|png|webp|gif)(?:[#?]\S{0,200})?", re.IGNORECASE)


def cues_of(text: str) -> list[Cue]:
    """Return the cues in *text*, in order of time, without those that have no words."""
    parser = _Parser()
    for line in _BREAK.split(text.removeprefix("\ufeff")):
        parser.line(line)
    parser.flush()
    return sorted((cue for cue in map(_cue, parser.cues) if cue.lines), key=lambda cue: cue.start)


@dataclass(slots=True, kw_only=True)
class _Raw:
    """A cue as it is in the file."""

    start: float
    end: float
    lines: list[str] = field(default_factory=list)


class _Parser:
    """Parses line by line; a cue continues until the times of the next one, even across blank lines."""

    def __init__(self) -> None:
        self.cues: list[_Raw] = []
        self._held: list[
            str
        ] = []  # of this block: text of the last cue, unless the next one's times show otherwise
        self._after_blank = True  # the block began behind a blank line, not behind a cue's times
        self._aside = False

    def line(self, line: str) -> None:
        """Take one line."""
        timing = _TIMING.fullmatch(line)
        if timing is not None:
            self._begin(timing)
        elif not line.strip():
            # A number alone may be that of the next cue, with blank lines between all lines.
            if not (self._after_blank and len(self._held) == 1 and _NUMBER.fullmatch(self._held[0])):
                self.flush()
            self._after_blank, self._aside = True, False
        else:
            self._text(line)

    def flush(self) -> None:
        """Add the pending lines to the last cue; lines before the first cue belong to none."""
        if self.cues:
            self.cues[-1].lines += self._held
        self._held.clear()

    def _begin(self, timing: re.Match[str]) -> None:
        # The line before the times is the cue's name if it is the only one, or else if it is a number.
        if self._held and ((self._after_blank and len(self._held) == 1) or _NUMBER.fullmatch(self._held[-1])):
            self._held.pop()
        self.flush()
        parts = timing.groups()
        start = _seconds(parts[:5])
        end = _seconds(parts[5:]) if parts[7] is not None else start
        self.cues.append(_Raw(start=start, end=max(start, end)))
        self._after_blank = self._aside = False

    def _text(self, line: str) -> None:
        begins = self._after_blank and (not self._held or _NUMBER.fullmatch(self._held[-1]) is not None)
        if begins and _ASIDE.match(line):
            self._aside = True
        if not self._aside:
            self._held.append(line)


def _cue(raw: _Raw) -> Cue:
    lines: list[CueLine] = []
    speaker: str | None = None  # of a voice that goes on over the line's end
    for line in raw.lines:
        for part in _VOICE.split(line):
            if _VOICE.fullmatch(part):
                speaker = _clean(part[1:-1].partition(" ")[2]) or None if part != "</v>" else None
                continue
            text = _clean(_TAG.sub("", _with_line_ends(part)))
            if text and not (len(text) < _MAX_NAME_LENGTH and _PICTURE.fullmatch(text)):
                lines.append(CueLine(text=text, speaker=speaker))
    return Cue(start=raw.start, end=raw.end, lines=tuple(lines))


def _with_line_ends(text: str) -> str:
    """Return *text* with a space for each line break in it."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda word: _ESCAPE.sub(" ", word.group()), text)
    return _LINE_END.sub(" ", text) if "<" in text else text


def _clean(text: str) -> str:
    return " ".join(remove_controls(unescape(text)).split())


def _seconds(parts: tuple[str | None, ...]) -> float:
    """Return the time in *parts*; negative times count as 0."""
    sign, hours, minutes, seconds, fraction = parts
    if sign:
        return 0.0
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + round(float(f"0.{fraction or 0}"), 3)
