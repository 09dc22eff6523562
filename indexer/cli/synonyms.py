"""`fieldguide synonyms list | accept | reject`: acronyms that the library explains, as proposals for the file of synonyms."""

from datetime import UTC, datetime
from pathlib import Path

import click

from indexer.cli.options import json_option, settings
from indexer.cli.terminal import say, say_json
from indexer.config import Config
from indexer.errors import ConfigError, FieldguideError
from indexer.library.harvested import reject_pair, stored_pairs
from indexer.synonyms.additions import append_line
from indexer.synonyms.file import SynonymFile, read_synonyms
from indexer.synonyms.harvest import key_of
from indexer.synonyms.proposals import ProposedPair, proposals

LISTED = 50


@click.group()
def synonyms() -> None:
    """Propose acronyms that the library explains for the file of synonyms."""


@synonyms.command("list")
@click.option("--all", "every", is_flag=True, help="Also those that were accepted or rejected.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=LISTED, show_default=True, help="How many are listed."
)
@json_option
def list_proposals(every: bool, limit: int, as_json: bool) -> None:
    """List acronyms with what they stand for, those that most resources explain first."""
    config = settings()
    found = [pair for pair in _proposals(config) if every or pair.state == "open"]
    if as_json:
        say_json({"total": len(found), "proposals": [pair.as_json() for pair in found[:limit]]})
        return
    if not found:
        say("no proposals: the library explains no acronym that is not in the file or rejected")
    for pair in found[:limit]:
        say(*_lines(pair))
    if len(found) > limit:
        say(f"and {len(found) - limit:,} more; see --limit")


@synonyms.command()
@click.argument("acronym")
@click.argument("long_form", required=False)
@json_option
def accept(acronym: str, long_form: str | None, as_json: bool) -> None:
    """Append what ACRONYM stands for to the file of synonyms.

    LONG_FORM says which, if the library has several. The next search uses it; nothing is indexed again.
    """
    config = settings()
    path = _file_of(config)
    pair = _chosen(_proposals(config), acronym, long_form)
    line = None if pair.state == "accepted" else append_line(path, pair.acronym, pair.long_form)
    if as_json:
        say_json({"file": str(path), "line": line, "acronym": pair.acronym, "long_form": pair.long_form})
    else:
        say(f"{path} has it already" if line is None else f"added to {path}: {line}")


@synonyms.command()
@click.argument("acronym")
@click.argument("long_form", required=False)
@json_option
def reject(acronym: str, long_form: str | None, as_json: bool) -> None:
    """Propose what ACRONYM stands for no more.

    LONG_FORM says which, if the library has several. It is remembered in the library.
    """
    config = settings()
    pair = _chosen(_proposals(config), acronym, long_form)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    reject_pair(config.paths.library, pair.acronym, pair.key, now=now)
    if as_json:
        say_json({"acronym": pair.acronym, "long_form": pair.long_form})
    else:
        say(f"rejected: {pair.acronym}, {pair.long_form}")


def _proposals(config: Config) -> list[ProposedPair]:
    stored = stored_pairs(config.paths.library)
    path = config.search.synonyms
    file = read_synonyms(path) if path is not None and path.exists() else SynonymFile()
    return proposals(stored.pairs, stored.rejected, file)


def _file_of(config: Config) -> Path:
    if config.search.synonyms is None:
        raise ConfigError(
            "no file of synonyms is configured",
            where="[search] synonyms",
            fix='add synonyms = "synonyms.txt" to [search] in config.toml; the file is then created',
        )
    return config.search.synonyms


def _chosen(found: list[ProposedPair], acronym: str, long_form: str | None) -> ProposedPair:
    """Return the proposal that is meant, or raise an error that says which there are."""
    of_acronym = [pair for pair in found if pair.acronym == acronym]
    matching = [pair for pair in of_acronym if long_form is None or pair.key == key_of(long_form)]
    if len(matching) > 1:  # what was decided already is not what is meant now
        matching = [pair for pair in matching if pair.state == "open"] or matching
    if len(matching) == 1:
        return matching[0]
    if not matching:
        others = sorted({pair.acronym for pair in found if pair.acronym.lower() == acronym.lower()})
        named = [pair.long_form for pair in of_acronym]
        if named:
            fix = f"it has: {'; '.join(named)}"
        else:
            fix = f"did you mean {others[0]}?" if others else "see: fieldguide synonyms list --all"
        asked = acronym if long_form is None else f"{acronym}, {long_form}"
        raise FieldguideError("the library does not explain it", where=asked, fix=fix)
    choices = "; ".join(pair.long_form for pair in matching)
    raise ConfigError("it stands for several things", where=acronym, fix=f"add which is meant: {choices}")


def _lines(pair: ProposedPair) -> list[str]:
    example = pair.example
    times = "once" if pair.count == 1 else f"{pair.count:,} times"
    where = "1 resource" if pair.resources == 1 else f"{pair.resources:,} resources"
    place = f", page {example.page:,}" if example.page is not None else ""
    if example.heading and not place:
        place = f", {example.heading}"
    state = "" if pair.state == "open" else f"  [{pair.state}]"
    lines = [
        f"{pair.acronym}, {pair.long_form}{state}",
        f"    {times} in {where}, such as {example.title or example.resource} [{example.resource}]{place}",
    ]
    if pair.conflicts:
        lines.append(f"    also: {'; '.join(pair.conflicts)}")
    return lines
