"""Whether a superscript is the mark of a note or part of the word: "policy³" is not "policy3".

What belongs to a word stays part of it: "10 m²", "x²", "10⁶", "1st", "Ca²⁺", "McDonald".
"""

import re
from typing import Final

from indexer.analysis.english.vocabulary import COMMON_WORDS

# "3", "[3]", "12,13", "4–6", "3a"; more digits are a year or a number, not a note's.
_NUMBERS: Final = re.compile(r"\d{1,3}[a-z]?(?:\s?[,;–-]\s?\d{1,3}[a-z]?)*")
_BRACKETED: Final = re.compile(r"[\[(]\s?\w{1,4}(?:\s?[,;–-]\s?\w{1,4})*\s?[\])]")
_SYMBOLS: Final = re.compile(r"[*†‡§¶#‖]{1,4}")
# "a", "aa", "iv", "a,b", "B"; and the symbols that lawyers put after names.
_LETTERS: Final = re.compile(r"([a-z])\1?(?:\s?,\s?[a-z])*|[ivx]{2,5}|[A-Z]|TM|SM")
_ORDINAL: Final = re.compile(r"st|nd|rd|th|er|re|e|de|i?[eè]me|o|a|os|as|º|ª", re.IGNORECASE)
_UNITS: Final = frozenset("mm cm dm km nm µm μm ft in yd mi sec".split())
# Formulas whose digits are printed as superscripts instead of subscripts.
_FORMULAS: Final = frozenset({"CO", "NO", "SO", "NH", "CH"})
_POWERS: Final = frozenset("234")
_VARIABLES: Final = re.compile(r"[b-df-hj-np-tv-xz]{2}")  # "mc²": no word
_WORD_END: Final = re.compile(r"[^\W_]{1,60}(?:['’][^\W_]{1,9})?$")
_WORD_BEGIN: Final = re.compile(r"[^\W_]+")
_MODEL: Final = re.compile(r"\d{2,}[A-Z]")  # "Model 250W²"
_GROUPED: Final = re.compile(r"\d[.,]")
# "¹⁴C", "²³⁵U": the symbol of an element after its mass.
_ELEMENT: Final = re.compile(r"[A-Z][a-z]?")

# Superscript characters, and what they stand for; "ª" and "º" only follow ordinals.
_SIGNS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)) | dict(
    zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True)
)
_PLAIN: Final = str.maketrans(_SIGNS)
_RAISED: Final = re.compile(rf"[{''.join(_SIGNS)}]+(?:[,–-][{''.join(_SIGNS)}]+)*")
_WHOLE_WORD: Final = 3  # letters: fewer may be the beginning of a word whose next letter is raised
_OPENING: Final = "([{/\\-–—+=×·^_"  # a mark follows none of these
# What is looked at on either side; longer runs without a space are no words.
_NEAR: Final = 40


def is_mark(before: str, raised: str, after: str) -> bool:
    """Return whether *raised*, between *before* and *after* without a space, is the mark of a note.

    The two need only reach as far as the next space; "" if there is a space.
    """
    raised = raised.strip()
    if _BRACKETED.fullmatch(raised) or _SYMBOLS.fullmatch(raised):
        return True
    numbers = _NUMBERS.fullmatch(raised) is not None
    if not numbers and not _LETTERS.fullmatch(raised):
        return False
    end, begin = _WORD_END.search(before), _WORD_BEGIN.match(after)
    if end is not None:
        return _is_behind(before, end.group(), raised, numbers=numbers, inside=begin is not None)
    if before:
        return before[-1] not in _OPENING
    return begin is not None and _is_in_front(begin.group(), numbers=numbers)


def separate_marks(text: str) -> str:
    """Return *text* with a space around each mark that is written in superscript characters."""
    return text if text.isascii() else _RAISED.sub(_apart, text)


def run_before(text: str, end: int) -> str:
    """Return the text right before *end*, up to a space, as far as `is_mark` needs it."""
    near = text[max(0, end - _NEAR) : end]
    return "" if near[-1:].isspace() else near.split()[-1] if near else ""


def run_after(text: str, begin: int) -> str:
    """Return the text from *begin* on, up to a space, as far as `is_mark` needs it."""
    near = text[begin : begin + _NEAR]
    return "" if near[:1].isspace() else near.split()[0] if near else ""


def _apart(match: re.Match[str]) -> str:
    raised = match.group()
    before, after = run_before(match.string, match.start()), run_after(match.string, match.end())
    if not is_mark(before, raised.translate(_PLAIN), after):
        return raised
    return " " * bool(before) + raised + " " * after[:1].isalnum()


def _is_in_front(word: str, *, numbers: bool) -> bool:
    """Return the same in front of *word*."""
    if _ELEMENT.fullmatch(word) and word.casefold() not in COMMON_WORDS:
        return False  # "¹⁴C", but "¹In"
    return numbers or word.isalpha()  # "v₁"


def _is_behind(before: str, word: str, raised: str, *, numbers: bool, inside: bool) -> bool:
    """Return the same behind *word*, with which *before* ends; *inside*: the word goes on."""
    letters = word.lstrip("0123456789")  # "5cm²"
    if not letters:
        return _is_behind_number(before, word, raised, numbers=numbers)
    if letters[-1].isdigit():
        return len(letters) > 2  # "H2O³", "B12⁴", but not "x2²"
    if _MODEL.fullmatch(word):
        return True
    if len(letters) == 1 or (inside and not numbers and len(letters) < _WHOLE_WORD):
        return False  # "x²", "nth", "McDonald"
    if raised not in _POWERS:
        return True
    return not (letters.casefold() in _UNITS or letters in _FORMULAS or _VARIABLES.fullmatch(letters))


def _is_behind_number(before: str, word: str, raised: str, *, numbers: bool) -> bool:
    if _GROUPED.fullmatch(before[-len(word) - 2 : -len(word)]):
        return True  # "1,234⁵", "98.6ᵃ"
    if numbers:
        return len(word) > 1 and word != "10"  # "10⁶", "2⁸"
    return not (len(word) <= 3 and _ORDINAL.fullmatch(raised))
