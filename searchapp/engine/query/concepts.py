"""What a query asks for, concept by concept: each with every way in which a text may have it."""

from dataclasses import dataclass

from indexer.analysis import typed_as


@dataclass(frozen=True, slots=True)
class Choice:
    """One way in which a concept can be written in a text: consecutive terms, or a word that begins with a prefix.

    A term may be a stacked one, which may span several places: `indexer/analysis/stacked_terms.py`.
    """

    fields: tuple[str, ...]
    terms: tuple[str, ...] = ()
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Synonym:
    """Other words for something typed, as a file of synonyms has them."""

    typed: str  # what they stand for: all of it, where that is several words
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for, and what counts as its exact form."""

    choices: tuple[Choice, ...]
    forms: tuple[tuple[str, ...], ...] = ()  # exact where all forms of one of these occur
    times: int = 1  # how many times it was typed
    # Where it was typed in capitals and the index has it so: the choices that count in full. As a name it is another
    # word than in small letters; if that is a common one, always.
    named: tuple[Choice, ...] = ()
    common: bool = False
    # The choices that are a word as typed, where there is one for each of several languages; none: it is the first one.
    typed: tuple[Choice, ...] = ()
    synonyms: tuple[Synonym, ...] = ()  # which count for less, and only where nothing above is written
    # What is asked for instead where no text has it: the words of one that was typed with a hyphen.
    apart: "tuple[Concept, ...]" = ()

    @property
    def ways_typed(self) -> tuple[str, ...]:
        """What a reader typed, each of several joined by OR; capitals only where they make it another word."""
        if not self.forms:
            return tuple(dict.fromkeys(f"{choice.prefix}*" for choice in self.choices if choice.prefix))
        typed = tuple(dict.fromkeys(" ".join(map(typed_as, form)) for form in self.forms))
        capitals = self.named and len(typed) == 1 and " " not in typed[0]
        return (typed[0].upper(),) if capitals else typed

    @property
    def as_typed(self) -> str:
        """The same as one text."""
        return " or ".join(self.ways_typed)
