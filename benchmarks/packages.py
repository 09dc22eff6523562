"""What apt knows of packages in, records out: real English text, with its typos, product names and versions.

    apt-get -o Acquire::Languages=en update     # else descriptions are one line each

A section is the type, tags are topics, and sizes make years: some sixty types, some six hundred topics of which few are frequent, and thirty-seven
years, the same on every machine with the same lists.
"""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks import records
from benchmarks.library import Library
from benchmarks.runs import say

_FIRST_YEAR: Final = 1990
_YEARS: Final = 37


class Package(NamedTuple):
    """What apt knows of one package."""

    name: str
    summary: str
    text: str
    section: str
    tags: tuple[str, ...]
    size: int  # KB


def packages() -> Iterator[Package]:
    """Yield each package that apt knows, once."""
    long = {facts["Package"]: facts["Description-en"] for facts in _listed("Translations", "Description-en")}
    known: set[str] = set()
    for facts in _listed("Packages", "Description"):
        name = facts["Package"]
        if name not in known:
            known.add(name)
            summary, _, text = long.get(name, facts["Description"]).partition("\n")
            tags = tuple(tag for part in facts.get("Tag", "").split(",") if (tag := part.strip()))
            size = int(facts.get("Installed-Size") or 0)
            yield Package(name, summary, text, facts.get("Section", "none"), tags, size)


def library(place: Path) -> Library:
    """Return the packages as a library, whose records lie in *place*."""
    path = place / "packages.jsonl"
    if not path.exists():
        say("reading what apt knows")
        records.write(path, map(_record, packages()))
    return Library(path)


def _record(package: Package) -> dict[str, Any]:
    return {
        "id": package.name,
        "title": package.summary or package.name,
        "text": package.text or package.summary or package.name,
        "types": [package.section],
        "topics": [tag.replace("::", " ").replace("-", " ") for tag in package.tags],
        "year": _FIRST_YEAR + package.size % _YEARS,
    }


def _listed(kind: str, field: str) -> Iterator[dict[str, str]]:
    """Yield the facts of each package with a *field* in the lists of apt."""
    for path in _output(
        "apt-get",
        "-o",
        "Acquire::Languages=en",
        "indextargets",
        "--format",
        "$(FILENAME)",
        f"Created-By: {kind}",
    ).splitlines():
        for block in _output("/usr/lib/apt/apt-helper", "cat-file", path).split("\n\n"):
            facts: dict[str, str] = {}
            name = ""
            for line in block.splitlines():
                if line.startswith(" "):
                    facts[name] += "\n" + line.strip().removesuffix(".")
                else:
                    name, _, facts[name] = line.partition(": ")
            if "Package" in facts and field in facts:
                yield facts


def _output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
