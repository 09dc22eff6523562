"""How much of real PDFs the reader finds, beside poppler: words, pages, time; writes benchmarks/runs/<date>/pdf_recall.md."""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.readers_real.shelf import Reading, RealPdf, lacking, read_beside_witness, shelf

RUNS: Final = Path(__file__).parent / "runs"
HEAD: Final = """# Words of real PDFs

`python -m benchmarks.pdf_recall` reads the files of `tests/readers_real/shelf.tsv` (out of Debian's packages) and compares
them with poppler's `pdftotext -bbox-layout`, page by page, as a multiset of folded runs of two or more letters and digits;
hyphens inside words and at line ends fall away on both sides.

- **words**: poppler's, less what the reader leaves out on purpose, by a rule of the witness's own: lines in the outer 15 % of
  a page that read the same, numbers aside, on three pages (two in a leaflet), and lines with leaders where a page has five.
- **found**: the share of them in our passages of that page, headings included. Required: 0.97.
- **on page**: the share of our words whose letters poppler sees on that very page. Required: 0.99; what lacks to 1 are signs that
  the two decode differently (a ligature the file does not name, an accent set apart), not words of other pages.
- **misplaced**: passages of which another page holds more words. Required: 0.
- **ms**: the processor time of the reader for a page, in this process.

"""
COLUMNS: Final = "| file | pages | producer | words | found | on page | misplaced | ms | why |\n|---|--:|---|--:|--:|--:|--:|--:|---|\n"


def row(one: RealPdf, reading: Reading) -> str:
    recall = reading.recall
    return (
        f"| {one.name} | {reading.pages} | {producer(one)} | {recall.words} | {recall.found:.4f} | {recall.exact:.4f} "
        f"| {len(recall.misplaced)} | {1000 * reading.seconds / reading.pages:.1f} | {one.why} |\n"
    )


def producer(one: RealPdf) -> str:
    """Return what poppler says wrote the file."""
    done = subprocess.run(
        ["pdfinfo", str(one.path)],  # noqa: S607 - wherever it is installed
        capture_output=True,
        check=True,
    )
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("Producer")), "unknown")


def main() -> None:
    if (lack := lacking()) is not None:
        sys.exit(f"pdf_recall: {lack}")
    readings = [(one, read_beside_witness(one)) for one in shelf()]
    pages = sum(reading.pages for _, reading in readings)
    seconds = sum(reading.seconds for _, reading in readings)
    total = f"\n{len(readings)} files, {pages} pages, {1000 * seconds / pages:.1f} ms a page over all.\n"
    text = HEAD + COLUMNS + "".join(row(*each) for each in readings) + total
    folder = RUNS / dt.datetime.now(tz=dt.UTC).date().isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pdf_recall.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
