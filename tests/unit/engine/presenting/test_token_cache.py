"""Cached tokens give the same result as tokens looked into each time."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH
from searchapp.engine.presenting.token_cache import TokenCache
from tests.unit.properties import steadily

tokens_of_texts = st.lists(st.text(max_size=200).map(lambda text: set(text.split())), max_size=5)


def holds(token: str, terms: set[str]) -> bool:
    return any(part.term in terms for word in ENGLISH.words(token) for part in word.parts)


@steadily(20)
@given(tokens_of_texts, st.sets(st.text(max_size=3), max_size=5))
def test_tokens_are_found_by_their_terms_seen_before_or_not(texts: list[set[str]], terms: set[str]) -> None:
    cache = TokenCache()

    for tokens in (*texts, *texts):
        assert cache.containing(terms, tokens) == {token for token in tokens if holds(token, terms)}


def test_a_token_too_long_for_a_word_is_looked_into_but_not_cached() -> None:
    cache, token = TokenCache(), "team-" * 20 + "crisis"

    found = cache.containing(["crisis"], {token, "crisis", "team"})

    assert found == {token, "crisis"}
    assert len(cache) == 2
    assert cache.containing(["crisis"], {token}) == {token}
