"""Folders of files, catalogues and listing pages, put on a real disk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indexer.config import FolderSource
from indexer.resource import Resource

Scan = Callable[[FolderSource], tuple[dict[str, Resource], list[str]]]


def source(folder: Path, url_prefix: str | None = None) -> FolderSource:
    return FolderSource(name="sample", kind="folder", path=folder, url_prefix=url_prefix)


def put(folder: Path, address: str, text: str) -> Path:
    path = folder / address
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def catalogue(folder: Path, *records: dict[str, Any]) -> None:
    put(folder, "catalogue.jsonl", "".join(json.dumps(record) + "\n" for record in records))
