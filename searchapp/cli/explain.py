"""`fieldguide explain`: why one resource has its score and rank."""

from dataclasses import asdict

import click

from indexer.cli.options import json_option, settings
from indexer.cli.terminal import say, say_json
from indexer.errors import BuildError
from searchapp.engine import open_engine
from searchapp.engine.explanation import Explanation


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
        others = ", ".join(f"{field} {count}" for field, count in part.synonyms.items())
        where += f"; synonyms: {others}" if others else ""
        exact = ", as typed" if part.exact else ""
        typed = f" typed {part.times} times," if part.times > 1 else ""
        lines.append(
            f"  {part.adds:7.4f}  {part.asked}: {where}{exact};{typed} in {part.resources:,} resources, idf weight {part.idf_weight:.3f}"
        )
    lines.append(f"  {explanation.passage:7.4f}  its best passage")
    if explanation.named:
        lines.append(f"  {explanation.named:7.4f}  its title or a heading is what was asked for")
    if explanation.navigation:
        lines.append(f"  {explanation.navigation:7.4f}  it only leads to other pages")
    if explanation.proximity:
        lines.append(f"  {explanation.proximity:7.4f}  words typed side by side appear side by side")
    if explanation.similarity:
        lines.append(f"  {explanation.similarity:7.4f}  it is like the other top results")
    if explanation.relaxed:
        lines.append(explanation.relaxed)
    return lines
