"""What is remembered of words stays small, however many different ones are read.

Reported by a soak of 20,000 requests: each worker grew by some ten megabytes per thousand, because every word of every
hostile text was kept beside the words that people ask for.
"""

from collections.abc import Iterable

import pytest

from indexer.analysis import ENGLISH, fold, form_of
from indexer.analysis.folding import CACHED_WORDS, MAX_PART, cached


def noise(count: int) -> Iterable[str]:
    return (f"noise{number}" for number in range(count))


def test_no_more_words_are_kept_than_two_generations_hold():
    asked = []

    def measured(word: str) -> int:
        asked.append(word)
        return len(word)

    memory = cached(measured)
    for word in noise(3 * CACHED_WORDS):
        assert memory(word) == len(word)
    asked.clear()

    for word in noise(3 * CACHED_WORDS):
        memory(word)

    assert len(asked) >= CACHED_WORDS  # the oldest third at least was forgotten


def test_a_word_that_is_asked_often_is_kept_through_any_noise():
    asked = []

    def measured(word: str) -> int:
        asked.append(word)
        return len(word)

    memory = cached(measured)
    for number, word in enumerate(noise(5 * CACHED_WORDS)):
        memory(word)
        if number % 1_000 == 0:
            memory("crisis")

    assert asked.count("crisis") == 1


def test_a_run_too_long_to_be_a_word_is_not_kept():
    asked = []

    def measured(word: str) -> int:
        asked.append(word)
        return len(word)

    memory = cached(measured)
    long = "x" * (MAX_PART + 1)

    assert memory(long) == memory(long) == len(long)
    assert asked == [long, long]


def keys(word: str) -> tuple[object, ...]:
    return fold(word), form_of(word), ENGLISH.term_of(word), list(ENGLISH.words(word))


@pytest.mark.slow  # very many words
def test_words_have_the_same_keys_when_they_return_after_noise():
    before = {word: keys(word) for word in ("officers", "De-escalation", "Ph.D.")}
    for other in noise(3 * CACHED_WORDS):
        fold(other)
        form_of(other)
        ENGLISH.term_of(other)
    list(ENGLISH.words(" ".join(noise(3 * CACHED_WORDS))))

    assert {word: keys(word) for word in before} == before
