"""What a resource's page lists: every passage that matches, in the order of the text, run after run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import text_parts
from searchapp.engine.arrays import resource_view
from searchapp.engine.arrays.ranking import match_map
from searchapp.engine.model import LISTED_PASSAGES, MAP_STEPS
from searchapp.engine.results import MatchingPassages
from tests.making import make_passage, make_resource
from tests.sampling import sampled
from tests.twin import presenting as twin_presenting
from tests.twin.engine import TwinEngine
from tests.unit.engine.libraries import IDS, histories, left, queries
from tests.unit.engine.test_twin import RANKINGS, SAID, in_one_piece, in_segments
from tests.unit.properties import steadily


@pytest.mark.parametrize("made_by", sampled([in_segments, in_one_piece], 2))
@steadily(8)
@given(histories, st.sampled_from((1, 2, LISTED_PASSAGES)), st.data())
def test_every_matching_passage_is_listed_once_as_a_plain_reading_finds_it(
    tmp_path_factory, made_by, history, run, data
):
    start = data.draw(st.integers(0, 12))

    with pytest.MonkeyPatch.context() as sizes:
        # The least of everything, so that few resources have more than is shown at once.
        sizes.setattr(text_parts, "PART", data.draw(st.sampled_from((1, 500, text_parts.PART))))
        for name, size in (("LISTED_PASSAGES", run), ("LISTED_DOCUMENTS", run), ("NAMED_PASSAGES", 1)):
            sizes.setattr(resource_view, name, size)
            sizes.setattr(twin_presenting, name, size)
        for name, size in (("MAP_STEPS", data.draw(st.sampled_from((1, 3, MAP_STEPS)))), ("MAX_MAPS", run)):
            sizes.setattr(match_map, name, size)
            sizes.setattr(twin_presenting, name, size)
        engine = made_by(tmp_path_factory.mktemp("library"), history, RANKINGS[0])
        twin = TwinEngine(left(history), RANKINGS[0], topics=SAID, info=engine.info)
        for resource_id in IDS:
            for part in (1, 2, 3, 10**30):
                assert engine.text(resource_id, part) == twin.text(resource_id, part), (resource_id, part)
            for text in data.draw(st.lists(queries, min_size=2, max_size=2)):
                asked = {"start": start, "documents": start}
                found = engine.resource(resource_id, text, **asked)
                assert found == twin.resource(resource_id, text, **asked), (resource_id, text, start)
                if found is not None:
                    assert len(set(read_on(engine, resource_id, text))) == found.matching.count


def read_on(engine, resource_id, text):
    """Yield the passages that a reader meets who reads each run after the other."""
    met = 0
    while True:
        matching = engine.resource(resource_id, text, start=met).matching
        if met == matching.count:
            return
        assert matching.start == met
        yield from (passage.ordinal for passage in matching.shown)
        met += len(matching.shown)


def guide(*texts):
    return make_resource(
        "guide", passages=tuple(make_passage(text, page=n) for n, text in enumerate(texts, 1))
    )


def test_matching_passages_stand_in_the_order_of_the_text_and_know_their_share_of_the_best(engine_for):
    engine = engine_for(
        guide("a crisis here", "nothing", "crisis team, crisis", "the team"), make_resource("b")
    )

    found = engine.resource("guide", "crisis team").matching

    assert (found.count, [one.ordinal for one in found.shown]) == (3, [0, 2, 3])
    assert [(one.place.page, one.html) for one in found.shown][2] == (4, "the <mark>team</mark>")
    (mapped,) = found.maps
    assert (mapped.paged, mapped.end, [match.place for match in mapped.matches]) == (True, 4, [1, 3, 4])
    first, best, last = (match.share for match in mapped.matches)
    assert best == 1
    assert 0 < max(first, last) < 1


def test_a_listed_passage_is_an_excerpt_and_the_best_are_still_there_whole(engine_for):
    long = "crisis " + "words " * 400
    engine = engine_for(guide(long, "nothing"))

    view = engine.resource("guide", "crisis")

    assert len(view.matching.shown[0].html) < 400 < len(view.hit.passages[0].html)


@pytest.mark.parametrize(
    ("start", "first"),
    [(0, 0), (3, 3), (LISTED_PASSAGES, LISTED_PASSAGES), (10**30, LISTED_PASSAGES), (-3, LISTED_PASSAGES)],
)
def test_the_run_begins_where_it_is_asked_for_and_past_the_end_with_the_last(engine_for, start, first):
    engine = engine_for(guide(*["crisis"] * (LISTED_PASSAGES + 5)))

    found = engine.resource("guide", "crisis", start=start).matching

    assert (found.count, found.start) == (LISTED_PASSAGES + 5, first)
    assert [one.ordinal for one in found.shown] == list(range(LISTED_PASSAGES + 5))[first:][:LISTED_PASSAGES]


@pytest.mark.parametrize("text", ["", "zeppelin", "-crisis"])
def test_without_a_word_that_a_passage_holds_none_is_listed(engine_for, text):
    engine = engine_for(guide("crisis"))

    found = engine.resource("guide", text, start=7).matching

    assert found == MatchingPassages()
