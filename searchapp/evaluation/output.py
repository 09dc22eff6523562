"""Measures in, lines for a terminal or values for JSON out."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from searchapp.evaluation.comparison import Comparison, Difference, Moved
from searchapp.evaluation.pages import PageReport
from searchapp.evaluation.report import Report

MAX_MOVED_QUERIES: Final = 10  # queries that are listed on each side of a comparison: as many as one reads
_TEXT: Final = 60  # characters of a query
_PAGE_NAMES: Final = ("page@1", "page MRR")
_TEST: Final = "two-sided paired randomization test (Smucker, Allan, Carterette, CIKM 2007)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that one command measured."""

    texts: Mapping[str, str]  # query id -> what was asked
    top: int
    report: Report
    pages: PageReport | None = None
    comparison: Comparison | None = None
    compared_to: str = ""  # the name of the other run


def as_json(measured: Measured, *, mean_only: bool) -> dict[str, Any]:
    """Return everything, or what does not speak of single queries."""
    value: dict[str, Any] = {"mean": asdict(measured.report.mean)}
    if not mean_only:
        value["queries"] = _values(measured.report.queries)
    value["top"] = measured.top
    if measured.pages is not None:
        value["pages"] = {"mean": asdict(measured.pages.mean)}
        if not mean_only:
            value["pages"]["queries"] = _values(measured.pages.queries)
    if measured.comparison is not None:
        value["compare"] = _comparison_json(measured.comparison, measured, mean_only=mean_only)
    return value


def _values(queries: Mapping[str, Any]) -> dict[str, Any]:
    return {query_id: asdict(measures) for query_id, measures in queries.items()}


def _comparison_json(comparison: Comparison, measured: Measured, *, mean_only: bool) -> dict[str, Any]:
    def moved(each: Moved) -> dict[str, Any]:
        text = measured.texts[each.query_id]
        return {"query": each.query_id, "text": text, "now": each.now, "other": each.other, "by": each.by}

    value: dict[str, Any] = {
        "run": measured.compared_to,
        "mean": {
            name: {"now": each.now, "other": each.other, "by": each.by, "p": each.p}
            for name, each in comparison.means.items()
        },
        "worse": len(comparison.worse),
        "better": len(comparison.better),
        "same": comparison.same,
        "missing": comparison.missing,
    }
    if not mean_only:
        value["most_worse"] = [moved(each) for each in comparison.worse[:MAX_MOVED_QUERIES]]
        value["most_better"] = [moved(each) for each in comparison.better[:MAX_MOVED_QUERIES]]
    return value


def lines(measured: Measured, *, mean_only: bool) -> list[str]:
    """Return a table of queries and their mean, then the comparison; or what does not speak of single queries."""
    shown = [] if mean_only else _judged(measured)
    width = max(len("query"), *(len(query_id) for query_id in shown)) if shown else len("query")
    names = (*_names(measured.top), *(_PAGE_NAMES if measured.pages else ()))
    table = [f"{'query':<{width}}" + "".join(f"{name:>12}" for name in names)]
    table += [_row(query_id, _cells(measured, query_id), width) for query_id in shown]
    table.append(_row("mean", _mean_cells(measured), width))
    left = len(measured.report.run) - len(measured.report.queries)
    over = f"over {len(measured.report.queries):,} queries; {left:,} without a relevant document left out"
    if measured.pages is not None:
        over += f"; pages over {len(measured.pages.queries):,}"
    table.append(over)
    if measured.comparison is not None:
        table += ["", *_comparison_lines(measured.comparison, measured, mean_only=mean_only)]
    return table


def _names(top: int) -> tuple[str, ...]:
    return "nDCG@10", f"MAP@{top}", "Recall@100", "success@1"


def _judged(measured: Measured) -> list[str]:
    paged = measured.pages.queries if measured.pages is not None else {}
    return [
        query_id for query_id in measured.texts if query_id in measured.report.queries or query_id in paged
    ]


def _row(name: str, cells: Sequence[float | None], width: int) -> str:
    return f"{name:<{width}}" + "".join(f"{'-':>12}" if cell is None else f"{cell:>12.4f}" for cell in cells)


def _cells(measured: Measured, query_id: str) -> list[float | None]:
    judged, pages = measured.report.queries.get(query_id), measured.pages
    cells: list[float | None] = [None] * 4 if judged is None else [*asdict(judged).values()]
    if pages is not None:
        found = pages.queries.get(query_id)
        cells += [None] * 2 if found is None else asdict(found).values()
    return cells


def _mean_cells(measured: Measured) -> list[float | None]:
    pages = asdict(measured.pages.mean).values() if measured.pages is not None else ()
    return [*asdict(measured.report.mean).values(), *pages]


def _comparison_lines(comparison: Comparison, measured: Measured, *, mean_only: bool) -> list[str]:
    shown = [f"compared to {measured.compared_to}"]
    shown.append(f"{'':<10}{'now':>12}{'there':>12}{'difference':>12}{'p':>12}")
    shown += [
        _difference_line(name, each)
        for name, each in zip(_names(measured.top), comparison.means.values(), strict=True)
    ]
    shown.append(f"p: how often chance alone makes as much of a difference; {_TEST}")
    summary = f"{len(comparison.worse):,} queries worse by nDCG@10, {len(comparison.better):,} better, {comparison.same:,} the same"
    if comparison.missing:
        summary += f"; for {comparison.missing:,} nothing is found there"
    shown.append(summary)
    if not mean_only:
        shown += _moved_lines("worse", comparison.worse, measured.texts)
        shown += _moved_lines("better", comparison.better, measured.texts)
    return shown


def _difference_line(name: str, each: Difference) -> str:
    p = f"{each.p:.4f}" if each.p >= 0.0001 else "<0.0001"
    return f"{name:<10}{each.now:>12.4f}{each.other:>12.4f}{each.by:>+12.4f}{p:>12}"


def _moved_lines(heading: str, moved: Sequence[Moved], texts: Mapping[str, str]) -> list[str]:
    if not moved:
        return []
    listed = moved[:MAX_MOVED_QUERIES]
    width = max(len(each.query_id) for each in listed)
    rest = f", of {len(moved):,} the first {MAX_MOVED_QUERIES}" if len(moved) > MAX_MOVED_QUERIES else ""
    return ["", f"{heading}{rest}:"] + [
        f"  {each.query_id:<{width}}{each.by:>+9.4f}  {each.now:.4f}, there {each.other:.4f}  {_short(texts[each.query_id])}"
        for each in listed
    ]


def _short(text: str) -> str:
    """Return the beginning of *text* on one line, without control characters."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= _TEXT else line[: _TEXT - 1] + "…"
