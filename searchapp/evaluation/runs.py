"""A run, this engine's or another's, to and from lines as trec_eval reads them: `qid Q0 id rank score name`."""

import math
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from indexer.errors import ConfigError
from searchapp.evaluation.lines import numbered_lines

Ranked = Sequence[tuple[str, float]]  # ids and scores, best first
Run = Mapping[str, Ranked]  # query id -> what was found

# Ids may hold blanks, here as everywhere: "Q0", where it is written so, tells where the id of the query ends.
_LINE: Final = re.compile(
    r"[ \t]*(?:(?P<query>\S.*?)[ \t]+Q0|(?P<plain>\S+)[ \t]+\S+)[ \t]+(?P<id>\S.*?)"
    r"[ \t]+(?P<rank>-?[0-9]+)[ \t]+(?P<score>\S+)[ \t]+\S+\s*"
)


def trec_lines(run: Run) -> list[str]:
    """Return *run* as lines, named fieldguide."""
    return [
        f"{query_id} Q0 {resource_id} {rank} {score:.6g} fieldguide"
        for query_id, ranked in run.items()
        for rank, (resource_id, score) in enumerate(ranked, start=1)
    ]


def read_run(path: Path) -> dict[str, list[tuple[str, float]]]:
    """Return a run, the highest scores first as trec_eval has it, ties by rank; ConfigError names the line that is none."""
    found: dict[str, dict[str, tuple[float, int]]] = {}
    for number, line in numbered_lines(path):
        where = f"{path} line {number}"
        match = _LINE.fullmatch(line)
        score = _number(match["score"]) if match else None
        if match is None or score is None:
            raise ConfigError(
                "not a line of a run",
                where=where,
                fix="write query-id, Q0, corpus-id, rank, score and a name, with blanks between",
            )
        query_id, resource_id = match["query"] or match["plain"], match["id"]
        if resource_id in found.setdefault(query_id, {}):
            raise ConfigError(
                f"{resource_id} is found a second time for {query_id}",
                where=where,
                fix="leave one of the lines out",
            )
        found[query_id][resource_id] = score, int(match["rank"])
    return {query_id: _in_order(ranked) for query_id, ranked in found.items()}


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return None if math.isnan(number) else number


def _in_order(ranked: Mapping[str, tuple[float, int]]) -> list[tuple[str, float]]:
    ordered = sorted(ranked.items(), key=lambda item: (-item[1][0], item[1][1]))
    return [(resource_id, score) for resource_id, (score, _) in ordered]
