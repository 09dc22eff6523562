"""What a resource's page lists: every passage that matches, in the order of the text, run after run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.model import LISTED_PASSAGES
from searchapp.engine.presenting import presenter as presenting
from tests.making import make_passage, make_resource
from tests.twin import presenting as twin_presenting
from tests.twin.engine import TwinEngine
from tests.unit.engine.libraries import IDS, histories, left, questions
from tests.unit.engine.test_twin import RANKINGS, SAID, in_one_piece, in_segments
from tests.unit.properties import steadily


@pytest.mark.parametrize("made_by", [in_one_piece, in_segments])
@steadily(12)
@given(histories, st.sampled_from((1, 2, LISTED_PASSAGES)), st.data())
def test_every_matching_passage_is_listed_once_as_a_plain_reading_finds_it(
    tmp_path_factory, made_by, history, run, data
):
    engine = made_by(tmp_path_factory.mktemp("library"), history, RANKINGS[0])
    twin = TwinEngine(left(history), RANKINGS[0], topics=SAID, info=engine.info)
    start = data.draw(st.integers(0, 12))

    with pytest.MonkeyPatch.context() as runs:
        for module in (presenting, twin_presenting):
            runs.setattr(module, "LISTED_PASSAGES", run)
        for text in data.draw(st.lists(questions, min_size=4, max_size=4)):
            for resource_id in IDS:
                found = engine.resource(resource_id, text, start)
                assert found == twin.resource(resource_id, text, start), (resource_id, text, start)
                if found is not None:
                    assert tuple(read_on(engine, resource_id, text)) == found.matching.ordinals


def read_on(engine, resource_id, text):
    """Yield the passages that a reader meets who reads each run after the other."""
    met = 0
    while True:
        matching = engine.resource(resource_id, text, met).matching
        if met == len(matching.ordinals):
            return
        assert matching.start == met
        yield from (passage.ordinal for passage in matching.shown)
        met += len(matching.shown)


def guide(*texts):
    return make_resource("guide", passages=tuple(make_passage(text, page=n) for n, text in enumerate(texts)))


def test_matching_passages_stand_in_the_order_of_the_text_and_know_their_share_of_the_best(engine_for):
    engine = engine_for(
        guide("a crisis here", "nothing", "crisis team, crisis", "the team"), make_resource("b")
    )

    found = engine.resource("guide", "crisis team").matching

    assert found.ordinals == (0, 2, 3)
    assert found.shares[1] == 1
    assert 0 < max(found.shares[0], found.shares[2]) < 1
    assert [(one.place.page, one.html) for one in found.shown][2] == (3, "the <mark>team</mark>")


def test_a_listed_passage_is_an_excerpt_and_the_best_are_still_there_whole(engine_for):
    long = "crisis " + "words " * 400
    engine = engine_for(guide(long, "nothing"))

    view = engine.resource("guide", "crisis")

    assert len(view.matching.shown[0].html) < 400 < len(view.hit.passages[0].html)


@pytest.mark.parametrize(
    ("start", "first"),
    [(0, 0), (LISTED_PASSAGES - 1, 0), (LISTED_PASSAGES, LISTED_PASSAGES), (10**30, LISTED_PASSAGES)],
)
def test_the_run_that_holds_the_start_is_shown_and_past_the_end_the_last(engine_for, start, first):
    engine = engine_for(guide(*["crisis"] * (LISTED_PASSAGES + 5)))

    found = engine.resource("guide", "crisis", start).matching

    assert (len(found.ordinals), found.start) == (LISTED_PASSAGES + 5, first)
    assert [one.ordinal for one in found.shown] == list(found.ordinals[first : first + LISTED_PASSAGES])


@pytest.mark.parametrize("text", ["", "zeppelin", "-crisis"])
def test_without_a_word_that_a_passage_holds_none_is_listed(engine_for, text):
    engine = engine_for(guide("crisis"))

    found = engine.resource("guide", text, 7).matching

    assert (found.ordinals, found.shares, found.start, found.shown) == ((), (), 0, ())
