"""`fieldguide search`: one query in, its results on stdout out."""

from collections.abc import Iterable, Iterator
from html import unescape

import click

from indexer.cli.options import json_option, settings
from indexer.cli.terminal import EMPHASIS, say, say_json
from indexer.config import Config
from indexer.config.mistakes import nearest
from indexer.control_characters import clean_line
from indexer.facets import FacetTable
from searchapp.engine import SearchRequest, open_engine
from searchapp.engine.request import SORTS
from searchapp.engine.results import SearchResults
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
@click.option(
    "--facet",
    "facets",
    multiple=True,
    metavar="NAME=VALUE",
    help="Only this value of any facet of the library; may be repeated.",
)
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--no-expand", is_flag=True, help="Only what is typed: no synonyms.")
@click.option("--page", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--exact", is_flag=True, help="Search for the words as typed, even if that finds nothing.")
@json_option
def search(  # noqa: PLR0913, PLR0917  # click hands every option over as an argument of its own
    query: str,
    topics: tuple[str, ...],
    types: tuple[str, ...],
    years: tuple[int, ...],
    facets: tuple[str, ...],
    sort: str,
    no_expand: bool,
    page: int,
    exact: bool,
    as_json: bool,
) -> None:
    """Search the library. Without QUERY: every resource, newest first.

    Write two hyphens before a query that begins with one: fieldguide search -- "-video".
    """
    config = settings()
    engine = open_engine(config).pinned()
    given = [*(("topic", name) for name in topics), *(("type", name) for name in types)]
    given += [("year", str(year)) for year in years]
    given += [_facet_value(each) for each in facets]
    request = SearchRequest(
        text=query.strip(),
        sort=sort,  # type: ignore[arg-type]  # click has checked it
        page=page,
        per_page=config.search.per_page,
        expand=not no_expand,
        exact=exact,
    )
    request = _choosing(request, given, engine.facets())
    mistakes = [f"--{mistake.parameter}: {mistake.detail}" for mistake in beyond_limits(request)]
    if mistakes:
        raise click.UsageError("; ".join(mistakes))
    results = engine.search(request)
    links = _links(config)
    if as_json:
        say_json(search_answer(request, results, links, config.search.per_page))
    else:
        say(*_result_lines(request, results, links))


def _facet_value(given: str) -> tuple[str, str]:
    """Return the name and the value of NAME=VALUE."""
    name, equals, value = given.partition("=")
    if not (equals and name.strip() and value.strip()):
        raise click.UsageError(f"--facet: {given!r} is not NAME=VALUE, such as topic=Training")
    return name.strip(), value


def _choosing(request: SearchRequest, given: Iterable[tuple[str, str]], facets: FacetTable) -> SearchRequest:
    """Return *request* with these (facet, value) pairs chosen; raises UsageError."""
    for name, value in dict.fromkeys(given):
        if name not in facets:
            raise click.UsageError(
                f"--facet: no facet is named {name!r}; {nearest(name, list(facets.names))}"
            )
        by_year = facets[name].kind == "year"
        if by_year and not (value.isascii() and value.isdecimal() and 1 <= int(value[:5]) <= 9999):
            raise click.UsageError(f"--facet: {name} is a year from 1 to 9999, not {value!r}")
        chosen = int(value) if by_year else value
        request = request.choosing(name, (*request.chosen.get(name, ()), chosen))
    return request


def _links(config: Config) -> Addresses:
    return Addresses(root=config.public_root)


def _result_lines(request: SearchRequest, results: SearchResults, links: Addresses) -> list[str]:
    noun = "resource" if results.total == 1 else "resources"
    text = results.searched_for
    lines = [f"{results.total:,} {noun}" + (f" for {text}" if text else ""), *_notes(request, results)]
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


def _notes(request: SearchRequest, results: SearchResults) -> Iterator[str]:
    """Yield what was made of the query."""
    if results.searched_for != request.text:
        yield f"Nothing was found for {request.text}; --exact searches for it all the same."
    if results.did_you_mean:
        yield f"Did you mean {results.did_you_mean}?"
    if results.relaxed:
        yield results.relaxed
    for used in results.synonyms if request.expand else ():
        yield f"Also searched for: {' or '.join(used.also)} (for {used.typed}); --no-expand switches it off"
        if used.meanings:
            yield f"{used.typed} may mean: {', '.join(used.meanings)}"


def _plain(html: str) -> str:
    """Return marked HTML as one line of a terminal: bold where it is marked."""
    begin, end = EMPHASIS
    return clean_line(unescape(html.replace("<mark>", begin).replace("</mark>", end)))
