"""`fieldguide evaluate`: measures how well judged queries are answered."""

from pathlib import Path

import click

from indexer.cli.options import json_option, settings
from indexer.cli.terminal import say, say_json
from indexer.errors import ConfigError
from searchapp.engine import open_engine
from searchapp.evaluation import (
    Measured,
    compare,
    evaluate_pages,
    lines,
    read_judgements,
    read_pages,
    read_queries,
    read_run,
    trec_lines,
)
from searchapp.evaluation import as_json as measured_json
from searchapp.evaluation import evaluate as judged
from searchapp.evaluation.present_ids import (
    pages_with_present_ids,
    present_ids,
    run_with_present_ids,
    with_present_ids,
)
from searchapp.evaluation.runs import Run

_path = click.Path(path_type=Path)


@click.command()
@click.option("--queries", required=True, type=_path, help='JSONL: {"_id", "text"}.')
@click.option("--qrels", required=True, type=_path, help="TSV: query-id, corpus-id, score.")
@click.option(
    "--pages", "pages_file", type=_path, help="TSV: query-id, corpus-id, page; the pages that answer."
)
@click.option(
    "--top", type=click.IntRange(min=1), default=100, show_default=True, help="How many ranks are measured."
)
@click.option("--run", "out", type=_path, help="Write TREC lines to this file.")
@click.option(
    "--compare", "other_file", type=_path, metavar="RUN", help="Compare with the TREC lines in this file."
)
@click.option("--mean-only", is_flag=True, help="Print means only, nothing about single queries.")
@json_option
def evaluate(  # noqa: PLR0913, PLR0917  # click hands every option over as an argument of its own
    queries: Path,
    qrels: Path,
    pages_file: Path | None,
    top: int,
    out: Path | None,
    other_file: Path | None,
    mean_only: bool,
    as_json: bool,
) -> None:
    """Measure relevance over judged queries: nDCG@10, MAP, Recall@100, success@1.

    RUN is what --run wrote before a change, or the run of another engine.
    """
    engine = open_engine(settings())
    texts, judgements = read_queries(queries), read_judgements(qrels)
    # All files are read before anything is asked or written: RUN may be the file that --run writes anew.
    right = read_pages(pages_file) if pages_file is not None else None
    other = read_run(other_file) if other_file is not None else None
    engine = engine.pinned()
    present = present_ids(engine)
    judgements = with_present_ids(judgements, present)
    if right is not None:
        right = pages_with_present_ids(right, present)
    if other is not None:
        other = run_with_present_ids(other, present)
    report = judged(engine.ranked, texts, judgements, top)
    measured = Measured(
        texts=texts,
        top=top,
        report=report,
        pages=evaluate_pages(engine.search, texts, right) if right is not None else None,
        comparison=compare(report, other, judgements, top) if other is not None else None,
        compared_to=str(other_file or ""),
    )
    if out is not None:
        _write(out, report.run)
    if as_json:
        say_json(measured_json(measured, mean_only=mean_only))
    else:
        say(*lines(measured, mean_only=mean_only))


def _write(out: Path, run: Run) -> None:
    try:
        out.write_text("".join(f"{line}\n" for line in trec_lines(run)), encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"it cannot be written ({error.strerror})", where=str(out), fix="choose a file that can be"
        ) from None
