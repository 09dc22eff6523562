"""shelf.tsv in, the real PDFs that were fetched and how each is read beside its witness out."""

import csv
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indexer.readers.pdf.reader import read_pdf
from tests.readers_real.recall import Recall, compare
from tests.readers_real.witness import pages_of, text_of

HERE: Final = Path(__file__).parent
FETCHED: Final = HERE.parents[1] / "var" / "pdfs"
FETCH: Final = "tests/readers_real/fetch_pdfs.sh"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealPdf:
    """One file of a Debian package."""

    package: str
    path: Path  # where fetch_pdfs.sh puts it
    why: str  # what it is on the shelf for

    @property
    def name(self) -> str:
        """Return what tests and reports call it."""
        return f"{self.package}/{self.path.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file was read."""

    pages: int
    seconds: float  # of processor time, the reader's own
    recall: Recall


def shelf() -> tuple[RealPdf, ...]:
    """Return every file of shelf.tsv, fetched or not."""
    with (HERE / "shelf.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    return tuple(
        RealPdf(package=package, path=FETCHED / package / Path(path).name, why=why)
        for package, path, why in rows
    )


def lacking() -> str | None:
    """Return what keeps the shelf from being read, and how to fix that, or None."""
    if shutil.which("pdftotext") is None:
        return "poppler's pdftotext is not installed; install poppler-utils"
    missing = [one.name for one in shelf() if not one.path.is_file()]
    return f"{len(missing)} real PDFs are not fetched; run {FETCH}" if missing else None


def read_beside_witness(one: RealPdf) -> Reading:
    """Read *one* and compare the words with poppler's."""
    data = one.path.read_bytes()
    began = time.process_time()
    result = read_pdf(data, one.name)
    seconds = time.process_time() - began
    pages = pages_of(one.path)
    whole = ["\n".join(line.text for line in lines) for lines in pages]
    return Reading(
        pages=result.pages or 0, seconds=seconds, recall=compare(whole, text_of(pages), result.passages)
    )
