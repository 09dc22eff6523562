"""Which minus signs of a text exclude something, and the text without one of them.

A minus excludes a word of letters after a blank, a phrase or a clause. People also search for commands: in
`git commit --amend` or `pg_dump -Fc` no minus excludes anything.
"""

import re
from dataclasses import dataclass
from typing import Final

# What only a command has: "--amend", "-m", "-Fc", "-xzf", "-o=json", a pipe. "-TV" and "-pd" are words that are not wanted.
_OF_COMMANDS: Final = re.compile(
    r"""
    (?<!\S) (?:
        --[^\W\d_]                          # --amend
      | -[a-zA-Z] (?!\S)                    # -m
      | -(?:[A-Z][a-z]|[a-z][A-Z]) (?!\S)   # -Fc
      | -(?=[a-z]*[xz])[b-df-hj-np-tv-z]{3,5} (?!\S)  # -xzf
      | -[\w-]+= \S                         # -o=json
      | [|] (?!\S)
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One thing that a text excludes."""

    typed: str  # without its minus
    rest: str  # the text without it


def looks_like_command(text: str) -> bool:
    """Tell whether *text* is a command with options, in which nothing is excluded."""
    return _OF_COMMANDS.search(text) is not None


def excludes(match: re.Match[str]) -> bool:
    """Tell whether the minus of a token with the groups minus, field, quoted and bare excludes what follows."""
    bare = match["bare"]
    return bool(match["minus"]) and (bare is None or bool(match["field"]) or bare[:1].isalpha())


def without(text: str, match: re.Match[str]) -> Exclusion:
    """Return what a token of *text* excludes."""
    rest = " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
    return Exclusion(match.group().removeprefix("-"), rest)
