import pytest

from searchapp.engine.request import MAX_NAME, MAX_NAMES, MAX_VALUES, SearchRequest
from searchapp.web.limits import beyond_limits, within_limits

FIFTY = tuple(f"T{number}" for number in range(MAX_VALUES))
FITTING = [
    SearchRequest(),
    SearchRequest(topics=FIFTY, types=FIFTY, years=tuple(range(2000, 2000 + MAX_VALUES))),
    SearchRequest(topics=("x" * MAX_NAME,)),
    SearchRequest(topics=tuple(f"{number:03}" + "x" * 197 for number in range(MAX_NAMES // 200))),
]
BEYOND = [
    (SearchRequest(topics=(*FIFTY, "one more")), {"topic"}, "At most 50 topics can be chosen at once. The first 50 are used, one more was left out."),
    (SearchRequest(years=tuple(range(1, 101))), {"year"}, "At most 50 years can be chosen at once. The first 50 are used, 50 more were left out."),
    (SearchRequest(types=("x" * (MAX_NAME + 1),)), {"type"}, "A filter of more than 500 characters cannot be used: one was left out."),
    (SearchRequest(topics=tuple(f"{n}" + "é" * 240 for n in range(10, 35))), {"topic"}, "The names of these filters are too long together: the last 5 were left out."),
]  # fmt: skip


@pytest.mark.parametrize("request_", FITTING)
def test_what_fits_stays_as_it_is(request_: SearchRequest) -> None:
    assert list(beyond_limits(request_)) == []
    assert within_limits(request_) == (request_, ())


@pytest.mark.parametrize(("request_", "parameters", "said"), BEYOND)
def test_what_is_beyond_is_a_mistake_or_left_out(
    request_: SearchRequest, parameters: set[str], said: str
) -> None:
    assert {mistake.parameter for mistake in beyond_limits(request_)} == parameters

    cut, notes = within_limits(request_)

    assert notes == (said,)
    assert list(beyond_limits(cut)) == []
    for name in ("topics", "types", "years"):
        kept, given = getattr(cut, name), getattr(request_, name)
        assert kept == given[: len(kept)]


def test_all_that_is_beyond_is_told_at_once() -> None:
    request = SearchRequest(
        topics=(*FIFTY, "x" * 501), types=("y" * 20_000,), years=tuple(range(1, 60)), text="x"
    )

    said = [mistake.parameter for mistake in beyond_limits(request)]

    assert said == ["topic", "year", "topic", "type", "topic"]
    assert len(within_limits(request)[1]) == 2
