"""What an index would tell of its words, without one."""

from indexer.analysis import ENGLISH, joined_term, plain_term, span_of


class WordsOf:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self._held = ENGLISH.analyze(text)
        self._stacked = {term for _, term in self._held.stacked}

    def has_term(self, term: str) -> bool:
        return term in self._held.terms or term in self._stacked

    def has_form(self, form: str) -> bool:
        return form in self._held.forms

    def doc_frequency(self, term: str) -> int:
        return int(self.has_term(term))

    def joined(self, term: str) -> list[str]:
        return sorted(held for held in self._stacked if plain_term(held) == term and span_of(held) > 1)


class EveryWord:
    """Knows whatever it is asked for."""

    def has_term(self, term: str) -> bool:
        return bool(term)

    def has_form(self, form: str) -> bool:
        return bool(form)

    def doc_frequency(self, term: str) -> int:
        return len(term)

    def joined(self, term: str) -> list[str]:
        return [joined_term(term, 2)]
