"""The `fieldguide` command: adds serve, demo, search, evaluate and explain to the indexer's commands."""

import io
import sys
from collections.abc import Sequence
from dataclasses import asdict
from html import unescape

import click

from indexer.cli.commands import commands, fieldguide_group, json_option, run, settings
from indexer.cli.terminal import EMPHASIS, say, say_json
from indexer.cli.watch import watch
from indexer.config import Config, find_config
from indexer.control_characters import clean_line
from indexer.errors import BuildError
from searchapp.cli_demo import demo
from searchapp.cli_evaluate import evaluate
from searchapp.engine import SearchRequest, open_engine
from searchapp.engine.explanation import Explanation
from searchapp.engine.request import SORTS
from searchapp.engine.results import SearchResults
from searchapp.judged_queries import judge_of
from searchapp.server import serve as run_server
from searchapp.web.addresses import Addresses
from searchapp.web.answers import search_answer
from searchapp.web.limits import beyond_limits


@click.command()
@click.argument("query", required=False, default="")
@click.option("--topic", "topics", multiple=True, metavar="T", help="Only this topic; may be repeated.")
@click.option("--type", "types", multiple=True, metavar="T", help="Only this type; may be repeated.")
@click.option(
    "--year", "years", multiple=True, type=click.IntRange(1, 9999), help="Only this year; may be repeated."
)
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True)
@json_option
def search(  # noqa: PLR0913, PLR0917  # click hands every option over as an argument of its own
    query: str,
    topics: tuple[str, ...],
    types: tuple[str, ...],
    years: tuple[int, ...],
    sort: str,
    page: int,
    as_json: bool,
) -> None:
    """Search the library. Without QUERY: every resource, newest first.

    Write two hyphens before a query that begins with one: fieldguide search -- "-video".
    """
    config = settings()
    request = SearchRequest(
        text=query.strip(),
        topics=tuple(dict.fromkeys(topics)),
        types=tuple(dict.fromkeys(types)),
        years=tuple(dict.fromkeys(years)),
        sort=sort,  # type: ignore[arg-type]  # click has checked it
        page=page,
        per_page=config.search.per_page,
    )
    mistakes = [f"--{mistake.parameter}: {mistake.detail}" for mistake in beyond_limits(request)]
    if mistakes:
        raise click.UsageError("; ".join(mistakes))
    results = open_engine(config).search(request)
    links = _links(config)
    if as_json:
        say_json(search_answer(request, results, links, config.search.per_page))
    else:
        say(*_result_lines(request, results, links))


def _links(config: Config) -> Addresses:
    return Addresses(root=config.public_root)


def _result_lines(request: SearchRequest, results: SearchResults, links: Addresses) -> list[str]:
    noun = "resource" if results.total == 1 else "resources"
    lines = [f"{results.total:,} {noun}" + (f" for {request.text}" if request.text else "")]
    if results.relaxed:
        lines.append(results.relaxed)
    first = (request.page - 1) * request.per_page + 1
    for rank, hit in enumerate(results.hits, start=first):
        facts = " | ".join(part for part in (", ".join(hit.types), str(hit.year or "")) if part)
        lines += ["", f"{rank:>3}. {hit.title}", f"     {facts}  [{hit.id}]" if facts else f"     [{hit.id}]"]
        for passage in hit.passages:
            heading = " > ".join(passage.place.heading)
            lines += [
                f"     {heading}" if heading else "",
                f"       {_plain(passage.html)}",
                f"       {links.passage(hit, passage)}",
            ]
        if hit.why:
            lines.append(f"     Why: {hit.why}")
        if not hit.passages and hit.snippet_html:
            lines.append(f"     {_plain(hit.snippet_html)}")
    if first > results.total > 0:
        lines += ["", f"page {request.page:,} is past the end"]
    return [line for number, line in enumerate(lines) if line or number]


def _plain(html: str) -> str:
    """Return marked HTML as one line of a terminal: bold where it is marked."""
    begin, end = EMPHASIS
    return clean_line(unescape(html.replace("<mark>", begin).replace("</mark>", end)))


@click.command()
@click.argument("query")
@click.argument("resource_id", metavar="ID")
@json_option
def explain(query: str, resource_id: str, as_json: bool) -> None:
    """Say why the resource ID has its score and rank for QUERY."""
    explanation = open_engine(settings()).explain(resource_id, query)
    if explanation is None:
        raise BuildError(
            f"there is no resource {resource_id!r}",
            where="the live build",
            fix="take an id from: fieldguide search",
        )
    if as_json:
        say_json(asdict(explanation))
    else:
        say(*_explanation_lines(explanation))


def _explanation_lines(explanation: Explanation) -> list[str]:
    if explanation.matches:
        lines = [
            f"{explanation.id}: rank {explanation.rank:,} of {explanation.total:,}, score {explanation.score or 0:g}"
        ]
    else:
        lines = [f"{explanation.id}: does not match; {explanation.total:,} others do"]
    for part in explanation.concepts:
        where = ", ".join(f"{field} {count}" for field, count in part.counts.items()) or "nowhere in it"
        exact = ", as typed" if part.exact else ""
        typed = f" typed {part.times} times," if part.times > 1 else ""
        lines.append(
            f"  {part.adds:7.4f}  {part.asked}: {where}{exact};{typed} in {part.resources:,} resources, idf weight {part.idf_weight:.3f}"
        )
    lines.append(f"  {explanation.passage:7.4f}  its best passage")
    if explanation.proximity:
        lines.append(f"  {explanation.proximity:7.4f}  words typed side by side appear side by side")
    if explanation.feedback_terms:
        terms = ", ".join(explanation.feedback_terms[:8])
        lines.append(f"  {explanation.feedback:7.4f}  terms common to the top results: {terms}, …")
    if explanation.relaxed:
        lines.append(explanation.relaxed)
    return lines


@click.command()
@click.option("--host", help="Address to listen on; else [serve] host.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; else [serve] port.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; else [serve] workers.")
def serve(host: str | None, port: int | None, workers: int | None) -> None:
    """Run the production server until it is stopped."""
    path = find_config(click.get_current_context().find_root().obj)
    settings()  # mistakes in it are told here, once, and not by each worker
    run_server(path, host, port, workers)


group = fieldguide_group((*commands, watch, serve, demo, search, evaluate, explain), judge_factory=judge_of)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit codes stand in docs/operations.md."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What was typed may hold bytes that are no text. As an escape they print, and are valid in JSON.
        sys.stdout.reconfigure(errors="backslashreplace")
    return run(group, argv)
