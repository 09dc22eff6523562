"""What the parser of TOML refuses about tables and settings that stand twice, or in the wrong place, in plain English."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_CLASHES: Final = ("Cannot overwrite", "Cannot declare", "Cannot mutate")
_LINE: Final = re.compile(r"\(at line (\d+), column \d+\)")
_HEADER: Final = re.compile(r"""\s*(\[\[?)\s*([\w.'" -]+?)\s*\]\]?\s*(?:#.*)?""")
_SETTING: Final = re.compile(r"""\s*([\w.'"-]+)\s*=""")


class _Header(NamedTuple):
    line: int  # from 1
    name: str  # "sources.rules"
    several: bool  # [[…]], one table of a list

    @property
    def written(self) -> str:
        return f"[[{self.name}]]" if self.several else f"[{self.name}]"


def toml_mistake(error: ValueError, text: str) -> tuple[str, str]:
    """Return what is wrong with *text*, which is not TOML, and how to fix it."""
    return _clash(error, text.splitlines()) or (f"it is not TOML ({error})", "correct that line")


def _clash(error: ValueError, lines: Sequence[str]) -> tuple[str, str] | None:
    """Return what is said twice, or too early; None: it is something else."""
    found = _LINE.search(str(error))
    if found is None or not str(error).startswith(_CLASHES):
        return None
    number = int(found[1])
    headers = list(_headers(lines[:number]))
    if headers and headers[-1].line == number:
        *above, header = headers
        return _clash_of_tables(header, above[::-1])
    return _setting_twice(lines[:number], headers[-1].line if headers else 0)


def _headers(lines: Sequence[str]) -> Iterator[_Header]:
    for number, line in enumerate(lines, start=1):
        if (found := _HEADER.fullmatch(line)) is not None:
            yield _Header(number, found[2], found[1] == "[[")


def _clash_of_tables(header: _Header, above: Sequence[_Header]) -> tuple[str, str]:
    """*above* are the headers of the tables above, the nearest first."""
    same = next((other for other in above if other.name == header.name), None)
    if same is not None and same.several == header.several:
        return (
            f"{header.written} stands twice, in lines {same.line} and {header.line}",
            "put the settings of both below one of them, and remove the other",
        )
    if same is not None:
        return (
            f"line {same.line} says {same.written}, and line {header.line} {header.written}",
            f"write [[{header.name}]] in both if there may be several, else one [{header.name}] with the settings of both",
        )
    part = next((other for other in above if other.name.startswith(f"{header.name}.")), None)
    if part is not None:
        return (
            f"{part.written} in line {part.line} stands above the {header.written} that it is a part of, in line {header.line}",
            f"move {part.written} and its settings below those of {header.written}",
        )
    return (
        f"{header.written} in line {header.line} clashes with a setting above it that has a part of that name",
        "keep one of the two",
    )


def _setting_twice(lines: Sequence[str], header: int) -> tuple[str, str] | None:
    """Return that the setting in the last of *lines* stands in another one above, below the table's *header*; None: it cannot be told."""
    settings = [_SETTING.match(line) for line in lines]
    last = settings[-1]
    if last is None:
        return None
    for number in range(len(lines) - 1, header, -1):
        other = settings[number - 1]
        if other is not None and other[1] == last[1]:
            return f"{last[1]} is set twice, in lines {number} and {len(lines)}", "keep one of them"
    return None
