"""Two reports over the same queries in; which is better, by how much, and whether that may be chance, out."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from indexer.errors import ConfigError
from searchapp.evaluation.judgements import Judgements
from searchapp.evaluation.report import Report, report_of
from searchapp.evaluation.runs import Run
from searchapp.evaluation.significance import chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure, in the mean: of the engine as it is, and of the other run."""

    now: float
    other: float
    p: float  # of the paired randomization test

    @property
    def by(self) -> float:
        """Above 0: the engine as it is does better."""
        return self.now - self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A query that is not answered as well as by the other run, or better; by nDCG@10."""

    query_id: str
    now: float
    other: float

    @property
    def by(self) -> float:
        """Above 0: the engine as it is does better."""
        return self.now - self.other


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The engine as it is beside another run."""

    means: Mapping[str, Difference]  # by the names of Measures
    worse: tuple[Moved, ...]  # what moved most first
    better: tuple[Moved, ...]
    same: int  # queries
    missing: int  # queries for which the other run has nothing


def compare(report: Report, other: Run, judgements: Judgements, top: int) -> Comparison:
    """Measure *other* as *report* was; a query that it lacks found nothing. ConfigError where it has none of them."""
    if other and not other.keys() & report.run.keys():
        raise ConfigError(
            "it has none of the queries", where="--compare", fix="name a run that asked the same queries"
        )
    beside = report_of({query_id: other.get(query_id, ())[:top] for query_id in report.run}, judgements)
    moved = [
        Moved(query_id=query_id, now=measures.ndcg, other=beside.queries[query_id].ndcg)
        for query_id, measures in report.queries.items()
    ]
    return Comparison(
        means=_differences(report, beside),
        worse=tuple(sorted((each for each in moved if each.by < 0), key=lambda each: each.by)),
        better=tuple(sorted((each for each in moved if each.by > 0), key=lambda each: -each.by)),
        same=sum(each.by == 0 for each in moved),
        missing=sum(not beside.run[query_id] for query_id in report.queries),
    )


def _differences(report: Report, beside: Report) -> dict[str, Difference]:
    now, other = asdict(report.mean), asdict(beside.mean)
    pairs = [
        (asdict(measures), asdict(beside.queries[query_id])) for query_id, measures in report.queries.items()
    ]
    return {
        name: Difference(
            now=now[name],
            other=other[name],
            p=chance([ours[name] - theirs[name] for ours, theirs in pairs]),
        )
        for name in now
    }
