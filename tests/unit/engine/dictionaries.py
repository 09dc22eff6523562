"""What an index would tell of its words, without one."""

from indexer.analysis import analyse


class WordsOf:
    """The words of one text."""

    def __init__(self, text: str) -> None:
        self._held = analyse(text)

    def knows(self, term: str) -> bool:
        return term in self._held.terms

    def prints(self, form: str) -> bool:
        return form in self._held.forms

    def resources_with(self, term: str) -> int:
        return int(self.knows(term))


class EveryWord:
    """Knows whatever it is asked for."""

    def knows(self, term: str) -> bool:
        return bool(term)

    def prints(self, form: str) -> bool:
        return bool(form)

    def resources_with(self, term: str) -> int:
        return len(term)
