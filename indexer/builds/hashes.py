"""Which resources a build holds, each with its source and hash, in; files of JSON lines out."""

from collections.abc import Mapping
from json.encoder import encode_basestring
from pathlib import Path

from indexer.index_writer import Entry


def write_hashes(path: Path, entries: Mapping[str, Entry]) -> None:
    """Write a line `[id, source, hash]` a resource."""
    write_changes(path, entries)


def write_changes(path: Path, entries: Mapping[str, Entry | None]) -> None:
    """Write a line a resource: `[id, source, hash]`, or `[id]` where it is gone."""
    with path.open("w", encoding="utf-8") as file:
        for resource_id, entry in entries.items():
            # As a JSON encoder has it, which takes ten times as long over three strings.
            file.write(f"[{', '.join(map(encode_basestring, (resource_id, *(entry or ()))))}]\n")
