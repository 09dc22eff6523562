"""Makes libraries, their histories, and queries to ask of them: what property tests of engines draw from."""

from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as st

from indexer.resource import RECORD_FORMAT, Document, Passage, Resource
from searchapp.engine import SearchRequest
from searchapp.engine.request import SORTS, Filters
from tests.making import make_passage

# Few words, so that queries often find something; each in several guises.
WORDS = "crisis crises team Teams de-escalation deescalation de escalation the of use force officer’s officers office 9-1-1 911 9 11 U.S.C. usc café cafe policing police BasedResponses responses body-worn bodyworn worn 4-H JustGrants justgrants just grants Ph.D. phd PhD IT it WHO who SAFE safe women’s womens".split()  # fmt: skip
# Words as they are mistyped, of those above and of none.
TYPOS = "crisus crsis criss tema teamm de-escaltion escaltion polcing officr oficers Responsess resposnes bodi-worn unheardof justgrant womens-team polici café-team".split()  # fmt: skip
TOPICS = (
    "Stops, Searches, and Arrests",
    "Use of Force",
    "use of force",
    "Force",
    "Crisis Teams",
    "JustGrants help",
)
MANY_TOPICS = (*TOPICS, *(f"Topic {number}" for number in range(25)))
TYPES = ("Video", "Report")
YEARS = (2019, 2020, 2021)
IDS = (*(f"id{number}" for number in range(12)), "a/b c?", "é", "日本", "\U0001f693", "\uffee")

PHRASES = ("use of force", "crisis team", "justgrants team", "IT crisis", "who PhD")
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
_mixed = st.lists(st.sampled_from([*WORDS, ".", "\n"]), max_size=14).map(" ".join)
prose = _mixed | _mixed | _mixed | _mixed.map(str.upper)
passages = st.lists(
    st.tuples(prose, st.lists(phrases, max_size=2)).map(lambda row: make_passage(row[0], *row[1])), max_size=4
)

CLAUSES = ("{}", "{}", "{}", '"{}"', "-{}", '-"{}"', "title:{}", 'title:"{}"', "{} OR {}", '"{}" OR {}')
RESTRICTIONS = (
    "topic:force", 'topic:"use of force"', 'topic:"Stops, Searches, and Arrests"', "-topic:crisis", "topic:nothing", "topic:justgrants", "type:video", "-type:report",
    "year:2020", "year:2020..", "year:..2019", "-year:2021", "topic:force OR year:2020", "title:off*", "-bas*",
)  # fmt: skip
PREFIXES = (
    "cri*",
    "de*",
    "deesc*",
    "of*",
    "just*",
    "justg*",
    "title:off* OR cri*",
    "force OR cri*",
    '"use of" OR bas*',
    "-de*",
)


def _queries(*, prefixes: bool) -> st.SearchStrategy[str]:
    clauses = st.builds(
        lambda clause, one, two: clause.format(one, two),
        st.sampled_from((*CLAUSES, "{}*") if prefixes else CLAUSES),
        st.sampled_from([*WORDS, *PHRASES, *TYPOS]),
        st.sampled_from([*WORDS, *TYPOS]),
    ) | st.sampled_from((*RESTRICTIONS, *PREFIXES) if prefixes else RESTRICTIONS)
    return (
        st.lists(clauses, max_size=5).map(" ".join)
        | st.lists(st.sampled_from(WORDS), min_size=2, max_size=6).map(" ".join)
        | st.lists(st.sampled_from(WORDS), min_size=7, max_size=16, unique=True).map(" ".join)
        | st.lists(st.sampled_from([*TYPOS, *WORDS]), min_size=1, max_size=3).map(" ".join)
        | st.sampled_from(["", "!!!", "unheard of", "-crisis"])
    )


queries = _queries(prefixes=True)
queries_without_prefixes = _queries(prefixes=False)  # "-bas*" and "title:off*" aside: no text scores by them


@st.composite
def _beginnings(draw) -> str:
    """The beginning of a name, at times of several words in another order, and at times with an edit."""
    words = draw(st.lists(st.sampled_from([*WORDS, *PHRASES, *TOPICS, *MANY_TOPICS]), min_size=1, max_size=2))
    text: str = " ".join(words)
    if draw(st.booleans()):
        text = " ".join(draw(st.permutations(text.split())))
    text = text[: draw(st.integers(1, len(text)))]
    place: int = draw(st.integers(0, len(text)))
    edit: str = draw(st.sampled_from(("", "", "", "drop", "double", "swap", "x", " ", "-", "-crisis ")))
    if edit in {"drop", "double", "swap"}:
        here = text[place : place + 2]
        changed = {"drop": here[1:], "double": here[:1] + here, "swap": here[::-1]}[edit]
        return text[:place] + changed + text[place + 2 :]
    return text[:place] + edit + text[place:]


beginnings = _beginnings() | st.sampled_from(("", " ", "!", "\x00", "\ud800", "R&D", "l" * 201, "a " * 17))


# Much of everything, of few clauses: they repeat, cover each other, and there are more than an answer uses.
expensive_queries = st.lists(
    st.builds(
        lambda clause, begin, word, other: clause.format(begin=begin, word=word, other=other),
        st.sampled_from(
            (
                "{begin}*", "{begin}*", "-{begin}*", "-{word}", "title:{begin}*", "title:{word}", '"{word} {other}"',
                '-"{word} {other}"', "{word}-{other}", "{begin}* OR {word}", '"{word} {other}" OR {begin}*', "topic:{word}",
                "-topic:{word}", "topic:{word} OR topic:{other}", "year:2020", "-year:2021", "{word}", "{word}",
            )
        ),
        st.text("abcdeofptuw", min_size=1, max_size=2),
        st.sampled_from([*WORDS, *(f"word{number}" for number in range(120))]),
        st.sampled_from(WORDS),
    ),
    min_size=20,
    max_size=150,
).map(" ".join)  # fmt: skip


def some(values):
    return st.just(()) | st.just(()) | st.lists(st.sampled_from(values), max_size=2).map(tuple)


scopes = st.builds(Filters, topics=some((*TOPICS, "Unknown")), types=some(TYPES), years=some(YEARS))


def requests_of(texts, *, pages):
    return st.builds(
        SearchRequest,
        text=texts,
        topics=some((*TOPICS, "Unknown")),
        types=some(TYPES),
        years=some((*YEARS, 1)),
        year_from=st.none() | st.none() | st.sampled_from(YEARS),
        year_to=st.none() | st.none() | st.sampled_from(YEARS),
        sort=st.just("relevance") | st.sampled_from(SORTS),
        page=pages,
        per_page=st.integers(1, 5),
        scope=st.just(Filters()) | scopes,
        exact=st.sampled_from((False, False, True)),
    )


deep_pages = st.sampled_from((1, 1, 1, 1, 2, 2, 3, 4, 7, 10**30))


# Long resources: sections below headings, of passages that repeat words; some below a heading alone, some on many pages.


@st.composite
def _sections(draw) -> list[Passage]:
    path = tuple(draw(st.lists(st.sampled_from(["Use of force", "2. Use of Force", "Crisis teams", "4.1 Crisis teams", "Officers", "Part One", ""]), max_size=3)))  # fmt: skip
    words = draw(prose)
    times = draw(st.integers(1, 6))
    return [
        make_passage(" ".join([words] * draw(st.integers(0, 3))), *path, page=draw(st.none() | st.just(page)))
        for page in range(1, times + 1)
    ]


_long = st.lists(_sections(), min_size=1, max_size=5).map(
    lambda parts: [passage for part in parts for passage in part]
)
_filler = make_passage(
    " ".join(["crisis", *(f"word{number}" for number in range(120)), "Force.", "team"] * 2)
)
_texts = passages | passages | _long | _long.map(lambda found: [*found, _filler])


@st.composite
def resources(draw, resource_id: str = "id0") -> Resource:
    """One resource with nothing but that id, or anything up to long documents."""
    navigation = draw(st.sampled_from((False, False, False, True)))
    own = Document(
        id=f"{resource_id}-text", title=resource_id, format=RECORD_FORMAT, passages=tuple(draw(_texts)), navigation=navigation,
    )  # fmt: skip
    listed = [
        Document(
            id=f"{resource_id}-{number}", title=draw(phrases), format="pdf", source="shelf",
            address=draw(st.sampled_from(["", "guide.pdf", "some/guide.pdf", "some/more/guide.pdf"])), passages=tuple(draw(passages)), navigation=navigation and draw(st.booleans()),
        )
        for number in range(draw(st.sampled_from((0, 0, 1, 2))))
    ]  # fmt: skip
    topics = draw(st.lists(st.sampled_from(TOPICS), max_size=2, unique=True) | st.lists(st.sampled_from(MANY_TOPICS), max_size=9, unique=True))  # fmt: skip
    return Resource(
        id=resource_id,
        title=draw(st.none() | st.just("Crisis teams") | phrases),
        url=draw(st.none() | st.just("https://example.org/")),
        summary=draw(st.none() | prose),
        types=tuple(draw(st.lists(st.sampled_from(TYPES), max_size=2, unique=True))),
        topics=tuple(topics),
        year=draw(st.none() | st.sampled_from(YEARS)),
        documents=((own,) if own.passages else ()) + tuple(listed),
        # "es": the same words, with other stems, as a word of two languages may be.
        language=draw(st.none() | st.none() | st.sampled_from(("en", "es", "es"))),
        path=tuple(
            draw(
                st.just([])
                | st.lists(st.sampled_from(("Manual", "Chapter 1", "Chapter 2")), max_size=3, unique=True)
            )
        ),
        metadata=draw(st.just({}) | st.just({"isbn": "1", "pages": [1, 2.5, None]})),
        source="shelf",
    )


@st.composite
def _batches(draw) -> dict[str, Resource]:
    """Resources by id: each its own, or most of them alike but for the id, so that scores tie."""
    ids = draw(st.lists(st.sampled_from(IDS), max_size=6, unique=True))
    if ids and draw(st.integers(0, 3)) == 0:
        pattern = draw(resources())
        return {each: _under_another_id(pattern, each) for each in ids}
    return {each: draw(resources(each)) for each in ids}


def _under_another_id(resource: Resource, resource_id: str) -> Resource:
    documents = tuple(
        Document(
            id=f"{resource_id}-{number}", title=document.title, format=document.format,
            source=document.source, address=document.address, passages=document.passages, navigation=document.navigation,
        )
        for number, document in enumerate(resource.documents)
    )  # fmt: skip
    return Resource(
        id=resource_id, title=resource.title, summary=resource.summary, types=resource.types,
        topics=resource.topics, year=resource.year, documents=documents, language=resource.language,
    )  # fmt: skip


@dataclass(frozen=True)
class Step:
    """One commit: resources added or replaced, ids deleted, and whether all segments are then merged."""

    put: Mapping[str, Resource]
    deleted: frozenset[str] = frozenset()
    merged: bool = False


histories = st.lists(
    st.builds(
        lambda put, deleted, merged: Step(put, frozenset(deleted) - put.keys(), merged),
        _batches(),
        st.lists(st.sampled_from(IDS), max_size=3),
        st.sampled_from((False, False, True)),
    ),
    min_size=1,
    max_size=4,
)


def left(history: list[Step]) -> list[Resource]:
    """Return the resources that there are at the end, by id."""
    there: dict[str, Resource] = {}
    for step in history:
        there = {each: held for each, held in there.items() if each not in step.deleted} | dict(step.put)
    return [there[each] for each in sorted(there)]
