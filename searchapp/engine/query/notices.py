"""How a query was loosened or cut, out as sentences for the reader."""

from typing import Final

from searchapp.engine.messages import Notice, counted_notice, notice

NO_WORD: Final = notice("There is no word to search for in this text.")


def first_characters(limit: int) -> Notice:
    """Say that the text was too long."""
    return notice("Only the first %(limit)s characters of the text were used.", limit=limit)


def first_words(limit: int) -> Notice:
    """Say that the text had too many words."""
    return notice("Only the first %(limit)s words of the text were used.", limit=limit)


def rarest_words(limit: int, words: int) -> Notice:
    """Say that of the words that count, only the rarest did."""
    return notice("Only the %(limit)s rarest of these %(words)s words were used.", limit=limit, words=words)


def first_prefixes(limit: int) -> Notice:
    """Say that there were too many prefixes."""
    return notice("Only the first %(limit)s beginnings (such as “ab*”) were used.", limit=limit)


def first_phrases(limit: int) -> Notice:
    """Say that there were too many phrases."""
    return notice("Only the first %(limit)s phrases were used.", limit=limit)


def first_exclusions(limit: int) -> Notice:
    """Say that too much was excluded."""
    return notice("Only the first %(limit)s exclusions (such as “-ab”) were used.", limit=limit)


def first_clauses(limit: int) -> Notice:
    """Say that there were too many clauses."""
    return notice("Only the first %(limit)s clauses (such as “topic:ab”) were used.", limit=limit)


def fewer_words_needed(needed: int, words: int, *, some: bool) -> Notice:
    """Say that results have no more than *needed* of the *words*: hardly any have most of them (*some*), or none."""
    if some:
        return counted_notice(
            "Few resources have most of these %(words)s words, so results need only one of them.",
            "Few resources have most of these %(words)s words, so results need only %(needed)s of them.",
            needed=needed,
            words=words,
        )
    return counted_notice(
        "Nothing has most of these %(words)s words, so results need only one of them.",
        "Nothing has most of these %(words)s words, so results need only %(needed)s of them.",
        needed=needed,
        words=words,
    )
