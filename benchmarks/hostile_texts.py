"""A library's words in, seeded texts that ask for as much as a text can out: each is one that a stranger may type.

Every kind of clause is repeated, many of a kind are put together, and kinds are mixed; words are the commonest of the
library, or rare, or none. Between them stands what is no clause at all: chains, runs of signs, scripts, noise.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from benchmarks.library import Library
from indexer.analysis import ENGLISH
from searchapp.engine.request import MAX_TEXT

_READ: Final = 4_000  # records whose words are counted
_COMMON: Final = 400
_CLAUSES: Final = (
    "{}", "{}", "{}*", "-{}", "-{}*", '"{} {}"', '-"{} {}"', "title:{}", "title:{}*", "-title:{}", 'title:"{} {}"', "topic:{}",
    "-topic:{}", 'topic:"{} {}"', "year:{}", "year:{}..{}", "year:..{}", "-year:{}..", "{} OR {}", "{}* OR {}*", '"{} {}" OR {}',
    "title:{}* OR {}", "topic:{} OR topic:{}", "year:{} OR topic:{}", "{}-{}", "-{}-{}", "{}'{}", "{}{}", "{}’s", '"{} {} {} {} {}"', "{}.{}.",
)  # fmt: skip
_JOINTS: Final = (
    "-",
    "'",
    "’",
    ".",
    "/",
    "_",
    "@",
    ",",
    "\u2011",
    "\u00ad",
    "\u200b",
    "",
    "*",
    ":",
    "|",
    "\t",
    "\u3000",
    "\x1f",
)
_SIGNS: Final = (
    "使用武力", "ﷺ", "㌀", "a\u0301", "\u0301", "é", "ß", "İ", "😀", "👨‍👩‍👧", "مرحبا", "สวัสดี", "\u202e", "\u0000", "\ud800", "<b>", "&amp;", '"', "“", "-",
    "*", "OR ", "- ", '"" ', "%00", "%", "\\", "{}", "0", "1,000", "9-1-1 ", "U.S.C. ", "U. S. ", "A", "aA", "ʼ", "ﬁ", "½", "𝔘", "ｗ",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a library."""

    common: Sequence[str]
    rare: Sequence[str]

    @classmethod
    def of(cls, library: Library) -> "Words":
        """Count the words of the first records."""
        counted: Counter[str] = Counter()
        for record in islice(library.records(), _READ):
            text = record.get("text") or " ".join(each["text"] for each in record.get("passages") or [])
            counted.update(word.form for word in ENGLISH.words(f"{record.get('title') or ''} {text}"))
        ranked = [word for word, _ in counted.most_common()]
        return cls(ranked[:_COMMON], ranked[_COMMON:] or ranked)


class HostileTexts:
    """Makes texts; always the same for one seed."""

    def __init__(self, known: Words, seed: int) -> None:
        self._known = known
        self._chance = random.Random(seed)
        self._makers: Sequence[Callable[[], str]] = (
            self._repeated, self._many_of_a_kind, self._many_of_a_kind, self._mixed, self._mixed, self._mixed, self._plain, self._joined,
            self._phrase, self._beginnings, self._noise, self._noisy,
        )  # fmt: skip

    def __iter__(self) -> Iterator[str]:
        while True:
            text = self._chance.choice(self._makers)()
            # Most as long as is used, some shorter, a few longer.
            yield text[: self._chance.choice((MAX_TEXT, MAX_TEXT, MAX_TEXT, 1_000, 250, MAX_TEXT + 500))]

    def _word(self) -> str:
        chance, known = self._chance, self._known
        kind = chance.random()
        if kind < 0.6:
            word = known.common[int(len(known.common) * chance.random() ** 2)]
        elif kind < 0.85:
            word = chance.choice(known.rare)
        elif kind < 0.9:
            word = str(chance.randrange(1900, 2100))
        else:
            word = "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(1, 12)))
        return word[: chance.choice((1, 2, 3))] if chance.random() < 0.25 else word

    def _filled(self, clause: str) -> str:
        return clause.format(*(self._word() for _ in range(clause.count("{}"))))

    def _repeated(self) -> str:
        return f"{self._filled(self._chance.choice(_CLAUSES))} " * self._chance.randint(20, 1_000)

    def _many_of_a_kind(self) -> str:
        clause = self._chance.choice(_CLAUSES)
        return self._chance.choice((" ", " ", " OR ")).join(self._filled(clause) for _ in range(260))

    def _mixed(self) -> str:
        kinds = self._chance.sample(_CLAUSES, self._chance.randint(2, 12))
        return " ".join(self._filled(self._chance.choice(kinds)) for _ in range(260))

    def _plain(self) -> str:
        common = list(self._known.common)
        self._chance.shuffle(common)
        return self._chance.choice((" ", " ", " OR ", " title:")).join(common[:256])

    def _joined(self) -> str:
        joint = self._chance.choice(_JOINTS)
        size = self._chance.choice((2, 3, 8, 300))
        chains = (joint.join(self._word() for _ in range(size)) for _ in range(300 // size))
        return self._chance.choice((" ", " -", ' "', " title:")).join(chains)

    def _phrase(self) -> str:
        known = self._known.common[: self._chance.choice((1, 2, 12, 200))]
        size = self._chance.choice((2, 3, 20, 256))
        phrases = (" ".join(self._chance.choices(known, k=size)) for _ in range(256 // size))
        return " ".join(f'{self._chance.choice(("", "-", "title:"))}"{phrase}"' for phrase in phrases)

    def _beginnings(self) -> str:
        sizes = self._chance.choice(((1,), (2,), (3,), (1, 2, 3)))
        beginnings = (
            word[: self._chance.choice(sizes)] for word in self._chance.choices(self._known.common, k=256)
        )
        return self._chance.choice(("* ", "* -", "* title:", "* OR ")).join(beginnings) + "*"

    def _noise(self) -> str:
        signs = self._chance.choices(_SIGNS, k=self._chance.choice((1, 1, 2, 5)))
        return "".join(self._chance.choices(signs, k=MAX_TEXT))

    def _noisy(self) -> str:
        return " ".join(
            self._chance.choice(_SIGNS)
            + self._filled(self._chance.choice(_CLAUSES))
            + self._chance.choice(_SIGNS)
            for _ in range(200)
        )
