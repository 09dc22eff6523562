"""The engine folds what several documents and resources say alike as its twin does, and nothing else changes by it."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.resource import Document, Passage, Place, Resource
from searchapp.engine import SearchRequest
from searchapp.engine.presenting.repeats import MAX_ALIKE, MIN_WORDS, Quoted
from tests.engines import build_of, engine_on
from tests.making import make_resource
from tests.twin.engine import TwinEngine
from tests.unit.engine.libraries import requests_of
from tests.unit.engine.same_answers import assert_same_answer, by_itself
from tests.unit.properties import steadily

# Sentences that are put together to passages in many ways, as formats cut a text at different places.
SENTENCES = (
    "A mobile crisis team pairs an officer with a clinician, and both ride in an unmarked car.",
    "They stay as long as a person needs them, and call there again the next day.",
    "Every officer of the team has forty hours of training before the first ride & two each year after it.",
    "“Use of force” is reviewed by a board on which members of the community sit beside officers.",
    "A team that nobody knows helps nobody: tell dispatchers, hospitals and schools about it early on.",
    "Body-worn cameras stay on until the team has left, unless the person asks for them to be turned off.",
)
TEXTS = (
    "crisis team",
    "officer",
    "forty hours of training",
    '"use of force" review',
    "team OR officers",
    "ride",
)

texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join)
passages = st.builds(
    lambda text, heading, page: Passage(text=text, place=Place(heading=heading, page=page)),
    texts,
    st.sampled_from(((), ("Staffing",), ("Part", "Training"))),
    st.none() | st.integers(1, 9),
)


@st.composite
def libraries(draw):
    made = []
    for number in range(draw(st.integers(1, 6))):
        documents = tuple(
            Document(id=f"{number}-{each}", title=f"File {each}", format="pdf", passages=tuple(draw(st.lists(passages, max_size=5))))
            for each in range(draw(st.integers(0, 3)))
        )  # fmt: skip
        made.append(Resource(id=f"r{number}", title=f"Resource {number}", documents=documents))
    return made


@pytest.fixture
def engine_for(tmp_path):
    numbers = count()
    return lambda made: engine_on(build_of(tmp_path / str(next(numbers)), made))


@steadily(12)
@given(
    libraries(),
    st.lists(requests_of(st.sampled_from(TEXTS), pages=st.sampled_from((1, 1, 2))), min_size=8, max_size=8),
)
def test_what_is_folded_is_what_the_twin_folds(engine_for, made, asked):
    engine, twin = engine_for(made), None
    twin = TwinEngine(made, info=engine.info)

    for request in asked:
        assert_same_answer(engine, twin, request)


@steadily(6)
@given(libraries(), st.sampled_from(TEXTS), st.integers(1, 6))
def test_folding_changes_no_count_no_order_and_no_page(engine_for, made, text, per_page):
    engine = engine_for(made)
    whole = engine.search(SearchRequest(text, per_page=100))

    pages = [
        engine.search(SearchRequest(text, page=page, per_page=per_page))
        for page in range(1, len(made) // per_page + 2)
    ]

    hits = [hit for page in pages for hit in page.hits]
    assert [by_itself(hit) for hit in hits] == [by_itself(hit) for hit in whole.hits]
    assert {page.total for page in pages} == {whole.total} == {len(hits)}
    assert all(page.facets == whole.facets for page in pages)


@steadily(6)
@given(libraries(), st.sampled_from(TEXTS))
def test_each_repeat_is_among_the_other_places_of_a_passage_above_it(engine_for, made, text):
    hits = engine_for(made).search(SearchRequest(text, per_page=100)).hits
    told = set()

    for number, hit in enumerate(hits):
        for passage in hit.passages:
            assert not (passage.repeats and any(other.id != hit.id for other in passage.also_in))
            if passage.repeats:
                above = next(each for each in hits[:number] if each.id == passage.repeats.id)
                (first,) = (one for one in above.passages if one.ordinal == passage.repeats.passage.ordinal)
                assert first.repeats is None
                assert (hit.id, passage.ordinal) in {
                    (other.id, other.passage.ordinal) for other in first.also_in
                }
                told.add((hit.id, passage.ordinal))
    others = [
        (other.id, other.passage.ordinal)
        for hit in hits
        for passage in hit.passages
        for other in passage.also_in
        if other.id != hit.id
    ]
    assert sorted(others) == sorted(told)


def test_where_all_passages_begin_alike_each_is_compared_with_the_first_few(engine_for):
    line = "A publication of the Office of Community Policing Services, all rights reserved."
    made = [
        make_resource(
            f"r{number:03}",
            text=f"{line} Officers of unit {number} ride at {number + 3} with team {number + 7} and at {number + 5} back.",
        )
        for number in range(3 * MAX_ALIKE)
    ]
    made.append(replace(made[-1], id="r999"))
    engine = engine_for(made)
    request = SearchRequest("officers", per_page=100)

    hits = engine.search(request).hits

    assert_same_answer(engine, TwinEngine(made, info=engine.info), request)
    assert len(hits) == len(made)
    repeating = [(hit.id, one.repeats.id) for hit in hits for one in hit.passages if one.repeats]
    assert repeating == [("r999", "r047")]  # alike from the mark on, too


def test_an_excerpt_repeats_a_text_that_says_it_in_other_quotation_marks():
    text = (
        "The board reviews each “use of force” within thirty days, and its members see all that was filmed."
    )
    other = Quoted(text.replace("“", "'").replace("”", "'") + " More about it.", text)

    assert Quoted(text, text).repeats(other)
    assert not Quoted(text + " And then much follows that is nowhere else, not in any other text.", text + " And then much follows that is nowhere else, not in any other text.").repeats(other)  # fmt: skip


def test_a_caption_is_not_folded():
    caption = " ".join(f"word{number}" for number in range(MIN_WORDS - 1))

    assert not Quoted(caption, caption).repeats(Quoted(caption, caption))
    assert Quoted(f"{caption} more", f"{caption} more").repeats(Quoted(f"{caption} more", caption))
