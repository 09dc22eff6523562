"""Makes segment files by hand, what a test does not give zeros of the right length; and writers that set batches aside."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from indexer.codec.ingest.memory_budget import DEFAULT, MemoryBudget
from indexer.codec.segment.file import AnyNumbers, SegmentFile, write_sections
from indexer.codec.segment.layout import STANDARD_LAYOUT
from indexer.codec.segment.term_dictionary import dictionary_sections


def batches_of(size: int) -> MemoryBudget:
    """Limits of a writer that sets a batch aside at so many bytes."""
    return replace(DEFAULT, batch=size)


def made_sections(
    counts: dict[str, int], keys: dict[str, list[bytes]], given: dict[str, list[int]]
) -> tuple[dict[str, int], dict[str, AnyNumbers]]:
    """Counts and sections of a segment with these counts, dictionaries and sections."""
    known = (
        dict.fromkeys(STANDARD_LAYOUT.counts, 0) | counts | {name: len(names) for name, names in keys.items()}
    )
    sections: dict[str, AnyNumbers] = {
        name: np.zeros(section.length(known) or 0, np.int64)
        for name, section in STANDARD_LAYOUT.sections.items()
    }
    for name in STANDARD_LAYOUT.dictionaries:
        sections.update(dictionary_sections(name, keys.get(name, [])))
    sections.update({name: np.array(numbers, np.int64) for name, numbers in given.items()})
    return known, sections


def made_segment(path: Path, keys: dict[str, list[bytes]] | None = None, **given: list[int]) -> SegmentFile:
    """A segment of three documents and two passages; sections are given with "_" for "."."""
    counts = {"resources": 3, "passages": 2, "lines": 1, "positions": 500}
    named = {name.replace("_", "."): numbers for name, numbers in given.items()}
    known, sections = made_sections(counts, keys or {}, named)
    write_sections(path, known, sections.items())
    return SegmentFile.open(path)
