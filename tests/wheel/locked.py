"""requirements.lock in, the part of it that running needs out: without the tools of developers."""

import re

# As the lock says why an entry is in it; of the tools it says "pyproject.toml:dev".
PROJECT = "fieldguide (pyproject.toml)"


def runtime(lock: str) -> str:
    """Return the entries of *lock*, hashes and all, that the project's own dependencies lead to."""
    # One name may have several entries, for several versions of Python.
    entries = [
        (found[1], found[0])
        for found in re.finditer(r"^([a-z0-9._-]+)==.*\n(?:[ ].*\n?)*", lock, re.MULTILINE)
    ]
    needed = {PROJECT}
    while more := {name for name, text in entries if _needed_by(text) & needed} - needed:
        needed |= more
    return "".join(text for name, text in entries if name in needed)


def _needed_by(entry: str) -> set[str]:
    return set(re.findall(r"^ +# +(?:via )?(\S.*)$", entry, re.MULTILINE)) - {"via"}
