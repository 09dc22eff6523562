"""What is offered for a word, and what is not; by every sign as its twin says, which looks at all forms."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.spelling.suggestion import Forms, suggestion
from tests.twin.spelling import distance, suggested
from tests.unit.properties import steadily


class Printed(Forms):
    """Forms in memory; those near a word are looked for one by one, some that are not near among them."""

    def __init__(
        self, forms: Mapping[str, int], resources: int, titles: frozenset[str] = frozenset()
    ) -> None:
        self._forms = forms
        self._resources = resources
        self._titles = titles

    @property
    def resources(self) -> int:
        return self._resources

    def near(self, word: str, most: int, beginning: str, least: int) -> Iterator[tuple[str, int]]:
        for form, count in self.beginning(beginning, least):
            if distance(word, form.partition("\x1f")[0]) <= most + 1:
                yield form, count

    def beginning(self, word: str, least: int) -> Iterator[tuple[str, int]]:
        return (
            (form, count) for form, count in self._forms.items() if count >= least and form.startswith(word)
        )

    def titled(self, word: str) -> bool:
        return word in self._titles


def offered(
    typed: str, printed: int = 0, resources: int = 60_000, titles: tuple[str, ...] = (), **forms: int
) -> str | None:
    found = suggestion(Printed(forms, resources, frozenset(titles)), typed, printed)
    return None if found is None else found.text


def test_the_nearest_word_is_offered() -> None:
    assert offered("replicaton", replication=40, replicates=90) == "replication"


def test_of_words_as_near_the_one_that_most_print() -> None:
    assert offered("libary", library=50, libra=20, limary=20) == "library"


def test_a_far_more_common_word_may_be_one_edit_further() -> None:
    assert offered("recieives", recieves=12, receives=2000) == "receives"


def test_a_doubled_letter_is_left_out_more_often_than_another() -> None:
    assert offered("spel", spell=110, spec=340) == "spell"


def test_what_too_few_print_for_so_many_resources_is_no_word() -> None:
    assert offered("replicaton", replication=3) is None
    assert offered("replicaton", resources=100, replication=1) == "replication"


@pytest.mark.parametrize(
    ("printed", "other", "meant"), [(2, 400, "provides"), (2, 399, None), (0, 4, "provides")]
)
def test_a_word_that_some_print_is_a_typo_only_beside_one_that_far_more_do(
    printed: int, other: int, meant: str | None
) -> None:
    assert offered("provices", printed, provides=other) == meant


def test_a_word_in_a_title_is_no_typo() -> None:
    assert offered("provices", 2, titles=("provices",), provides=20_000) is None


def test_short_words_that_some_print_are_left_alone() -> None:
    assert offered("fest", 3, fast=60_000) is None


@pytest.mark.parametrize(
    ("typed", "printed", "meant"),
    [("postgres", 60, "postgresql"), ("postgres", 101, None), ("postg", 0, "postgresql"), ("post", 0, None)],
)
def test_a_shortened_word_stands_for_one_that_many_more_print(
    typed: str, printed: int, meant: str | None
) -> None:
    assert offered(typed, printed, postgresql=500) == meant


def test_words_that_are_found_already_are_not_offered() -> None:
    forms = Printed({"trainings": 50, "raining": 10}, 100)

    found = suggestion(forms, "trainingz", 0, lambda word: word == "trainings")

    assert found is None


def test_a_word_is_offered_as_most_print_it() -> None:
    forms = {"coresponder\x1fco-responder": 9, "coresponder": 2, "escalation\x1f-": 5}

    texts = [suggestion(Printed(forms, 60_000), typed, 0) for typed in ("coresponer", "escaltion")]

    assert [each and each.text for each in texts] == ["co-responder", "escalation"]


letters = st.text("ab", min_size=4, max_size=9)
counts = st.sampled_from((1, 2, 3, 4, 5, 99, 100, 400, 999, 60_000))
some_forms = st.dictionaries(letters | letters.map(lambda word: f"{word}\x1f-") | letters.map(lambda word: f"{word}\x1f{word[0]}-{word[1:]}"), counts, max_size=12)  # fmt: skip


@steadily(300)
@given(
    some_forms,
    letters,
    st.sampled_from((0, 0, 1, 2, 20)),
    st.sampled_from((10, 60_000)),
    st.booleans(),
    st.frozensets(letters, max_size=2),
)
def test_it_says_what_its_twin_says(  # noqa: PLR0917  # all of it decides
    forms: dict[str, int], typed: str, printed: int, resources: int, titled: bool, same: frozenset[str]
) -> None:
    forms = {form: min(count, resources) for form, count in forms.items()}
    known = Printed(forms, resources, frozenset((typed,) if titled else ()))

    found = suggestion(known, typed, printed, same.__contains__)

    expected = suggested(forms, typed, printed, resources, titled=titled, same=same.__contains__)
    assert (None if found is None else found.text) == expected
