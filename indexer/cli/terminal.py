"""Lines and values in, what a terminal shows out: the only way to stdout and stderr.

A title, a file's name or a question may hold what moves the cursor, colours what follows, sets a window's title or turns the
text round. Whatever is said is therefore shown escaped, wherever it came from; JSON stays the same values.
"""

import json
from typing import Any, Final

import click

from indexer.control_characters import escaped, escaped_json

# Round what is to stand out. They are no characters: no text that means anything holds them.
EMPHASIS: Final = ("\ufdd0", "\ufdd1")
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def say(*lines: str, err: bool = False) -> None:
    """Write *lines* to stdout, or to stderr; each on one line of its own, whatever it holds."""
    click.echo("\n".join(map(shown, lines)), err=err)


def complain(error: Exception | str) -> None:
    """Write what went wrong to stderr: a mistake a line."""
    say(*str(error).split("\n"), err=True)


def say_json(value: Any) -> None:
    """Write *value* as JSON to stdout."""
    click.echo(escaped_json(json.dumps(value, ensure_ascii=False, indent=2)))


def shown(line: str) -> str:
    """Return *line* as a terminal may have it. click leaves out what is bold where there is no terminal."""
    line = escaped(line)
    begin, end = EMPHASIS
    if begin not in line and end not in line:
        return line
    return line.replace(begin, _BOLD).replace(end, _PLAIN) + _PLAIN
