"""Settings in, the `Judge` of the gate out: it runs the judged queries against a build."""

from indexer.config import Config
from indexer.errors import ConfigError
from indexer.runs.relevance_changes import RANKS, Judge, JudgedQuery, JudgedReport
from searchapp.engine import SearchRequest, open_build
from searchapp.evaluation import ndcg, read_judgements, read_queries
from searchapp.evaluation.present_ids import present_grades, present_ids


def judge_of(config: Config) -> Judge | None:
    """Return what asks the queries of `[publish]`; None: there are none. ConfigError where a file is not right."""
    publish = config.publish
    if publish.queries is None or publish.qrels is None:
        return None
    texts, judgements = read_queries(publish.queries), read_judgements(publish.qrels)
    judged = {
        key: (text, judgements[key])
        for key, text in texts.items()
        if any(grade > 0 for grade in judgements.get(key, {}).values())
    }
    if not judged:
        raise ConfigError(
            "no query has a relevant document",
            where=str(publish.qrels),
            fix="check that its query-id and the _id of [publish] queries are the same",
        )

    def judge(build_id: str) -> JudgedReport:
        engine = open_build(config, build_id)
        present = present_ids(engine)
        found: dict[str, JudgedQuery] = {}
        for key, (text, told) in judged.items():
            grades = present_grades(told, present)
            hits = engine.search(SearchRequest(text=text, per_page=RANKS)).hits
            found[key] = JudgedQuery(
                text=text,
                ndcg=ndcg([hit.id for hit in hits], grades),
                ranked=tuple((hit.id, hit.title) for hit in hits),
                grades=grades,
            )
        return JudgedReport(queries=found)

    return judge
