"""The files of judged queries in; queries, grades and right pages out. An error names the line."""

import json
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from indexer.errors import ConfigError
from searchapp.evaluation.lines import numbered_lines

Judgements = Mapping[str, Mapping[str, int]]  # query id -> resource id -> grade, above 0 is relevant
# query id -> (resource id, physical page), any of which is right
PageJudgements = Mapping[str, AbstractSet[tuple[str, int]]]


def read_queries(path: Path) -> dict[str, str]:
    """Return {id: text} from JSONL with `_id` and `text`; ConfigError names the line that is not so."""
    queries: dict[str, str] = {}
    for number, line in numbered_lines(path):
        try:
            value = json.loads(line)
            query_id, text = str(value["_id"]), value["text"]
        except (ValueError, KeyError, TypeError):
            text = None
        if not isinstance(text, str):
            raise ConfigError(
                "not a query", where=f"{path} line {number}", fix='write {"_id": "…", "text": "…"}'
            )
        queries[query_id] = text
    return queries


def read_judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return the grades from a TSV with a header; ConfigError names the line that is not so."""
    judgements: dict[str, dict[str, int]] = {}
    for number, line in numbered_lines(path):
        cells = line.split("\t")
        if number == 1 and not _is_whole(cells[-1]):
            continue
        if len(cells) != 3 or not _is_whole(cells[2]):
            raise ConfigError(
                "not a judgement",
                where=f"{path} line {number}",
                fix="write query-id, corpus-id, score, with tabs between",
            )
        judgements.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return judgements


def read_pages(path: Path) -> dict[str, set[tuple[str, int]]]:
    """Return the right pages from a TSV with a header; ConfigError names the line that is not so."""
    pages: dict[str, set[tuple[str, int]]] = {}
    for number, line in numbered_lines(path):
        cells = line.split("\t")
        if number == 1 and not _is_whole(cells[-1]):
            continue
        if len(cells) != 3 or not _is_whole(cells[2]) or int(cells[2]) < 1:
            raise ConfigError(
                "it does not name a page",
                where=f"{path} line {number}",
                fix="write query-id, corpus-id, page (from 1, as the file counts), with tabs between",
            )
        pages.setdefault(cells[0], set()).add((cells[1], int(cells[2])))
    return pages


def _is_whole(cell: str) -> bool:
    return cell.strip().removeprefix("-").isdecimal()
