"""Judged queries and an engine in; how well they are answered, and whether better than before, out."""

from searchapp.evaluation.comparison import Comparison, Difference, Moved, compare
from searchapp.evaluation.judgements import read_judgements, read_pages, read_queries
from searchapp.evaluation.measures import Measures, measure, ndcg
from searchapp.evaluation.output import Measured, as_json, lines
from searchapp.evaluation.pages import PageMeasures, PageReport, evaluate_pages
from searchapp.evaluation.report import Report, evaluate
from searchapp.evaluation.runs import read_run, trec_lines

__all__ = [
    "Comparison",
    "Difference",
    "Measured",
    "Measures",
    "Moved",
    "PageMeasures",
    "PageReport",
    "Report",
    "as_json",
    "compare",
    "evaluate",
    "evaluate_pages",
    "lines",
    "measure",
    "ndcg",
    "read_judgements",
    "read_pages",
    "read_queries",
    "read_run",
    "trec_lines",
]
