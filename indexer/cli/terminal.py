"""Output of lines and JSON to the terminal: the only way to stdout and stderr.

Titles, file names and queries may contain characters that move the cursor, change colours, set the window title or
reverse the direction of text. Therefore everything is escaped, wherever it comes from. In JSON the values stay the same.
"""

import json
from typing import Any, Final

import click

from indexer.control_characters import escaped, escaped_json

# Placed around text to emphasize. These are noncharacters of Unicode, which no meaningful text contains.
EMPHASIS: Final = ("\ufdd0", "\ufdd1")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def say(*lines: str, err: bool = False) -> None:
    """Print *lines* to stdout or stderr, escaped, so that each stays on its own line."""
    click.echo("\n".join(map(for_terminal, lines)), err=err)


def say_error(error: Exception | str) -> None:
    """Print an error or a warning to stderr, with one mistake per line."""
    say(*str(error).split("\n"), err=True)


def say_json(value: Any) -> None:
    """Print *value* to stdout as JSON."""
    click.echo(escaped_json(json.dumps(value, ensure_ascii=False, indent=2)))


def for_terminal(line: str) -> str:
    """Return *line* escaped, with emphasis in bold. click removes the codes for bold if stdout is not a terminal."""
    line = escaped(line)
    begin, end = EMPHASIS
    if begin not in line and end not in line:
        return line
    return line.replace(begin, _BOLD).replace(end, _PLAIN) + _PLAIN
