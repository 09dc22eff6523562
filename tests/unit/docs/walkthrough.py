"""A page of the documentation that tells what to type; its steps, in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = "    "


@dataclass(frozen=True, slots=True)
class Write:
    """A file to be written, or to be continued."""

    path: str
    text: str
    append: bool


@dataclass(frozen=True, slots=True)
class Command:
    """A command, and what it prints."""

    line: str
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to be opened, and what is on it."""

    address: str
    shown: tuple[str, ...]


Step = Write | Command | Visit


def steps(text: str) -> list[Step]:
    """Return what the page tells its reader to do."""
    parts = list(_parts(text))
    found: list[Step] = []
    for number, part in enumerate(parts):
        if not part.startswith(_BLOCK):
            continue
        lines = [line.removeprefix(_BLOCK) for line in part.split("\n")]
        before = parts[number - 1] if number else ""
        after = parts[number + 1] if number + 1 < len(parts) else ""
        written = re.search(r"(Write|Add to the end of) `([^`]+)`:$", before)
        if lines[0].startswith("http"):
            (address,) = lines
            found.append(Visit(address, tuple(re.findall(r"\*\*(.+?)\*\*", after))))
            continue
        if written is not None:
            found.append(Write(written[2], "\n".join(lines) + "\n", append=written[1] != "Write"))
            continue
        found += _commands(lines)
    return found


def _parts(text: str) -> Iterator[str]:
    """Yield paragraphs and blocks; a block goes on behind an empty line as long as it is indented."""
    part: list[str] = []
    for line in [*text.split("\n"), ""]:
        indented = line.startswith(_BLOCK)
        if part and line and indented != part[0].startswith(_BLOCK):
            yield "\n".join(part).rstrip()
            part = []
        if line or (part and part[0].startswith(_BLOCK)):
            part.append(line)
        elif part:
            yield "\n".join(part)
            part = []
    if part:
        yield "\n".join(part).rstrip()


def _commands(lines: list[str]) -> Iterator[Command]:
    assert not lines or lines[0].startswith("$ "), f"what is to be done with this? {lines[0]}"
    command = ""
    printed: list[str] = []
    for line in [*lines, "$ "]:
        if line.startswith("$ "):
            if command:
                yield Command(command, tuple(printed))
            command, printed = line.removeprefix("$ "), []
        else:
            printed.append(line)
