"""Forms in; which letters each has, as one number a form, out: what a misspelt word is compared with.

One letter added, left out or replaced changes at most two bits of such a number, and two letters that change places none, so
that all words near a misspelt one are among the few whose numbers differ in as many bits as the edits may change.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.analysis import KEY_SEPARATOR
from indexer.codec.segment.term_dictionary import END, name_of

LetterCounts = npt.NDArray[np.uint64]

# Names and what people abbreviate are mostly shorter, and nearly every short word is one edit from another.
MIN_LETTERS: Final = 4
BITS_CHANGED: Final = 2  # at most, by one edit

# Of each letter one bit for the first time that it occurs and one for the second. Letters of other alphabets share them.
_ALPHABET: Final = 26
# Set in every form that may be offered: the number 0 of any other one differs from it in more bits than edits change.
_WORD_BITS: Final = 11  # a 12th would make it a negative number elsewhere
_WORD: Final = ((1 << _WORD_BITS) - 1) << 2 * _ALPHABET

_A, _Z, _HYPHEN, _SEPARATOR, _END = b"az-" + KEY_SEPARATOR.encode() + END
_PIECE: Final = 1 << 14  # keys that are counted at a time: some megabytes


def letter_count(word: str) -> int:
    """Return the number of a folded *word* of letters."""
    found = _WORD
    for letter in word:
        once = 1 << 2 * ((ord(letter) - _A) % _ALPHABET)
        found |= once << 1 if found & once else once
    return found


def letter_counts(forms: Sequence[bytes]) -> LetterCounts:
    """Return the numbers of forms, given as keys; 0: it is no word of MIN_LETTERS letters or more."""
    pieces = [_of_piece(forms[low : low + _PIECE]) for low in range(0, len(forms), _PIECE)]
    return np.concatenate([np.zeros(0, np.uint64), *pieces])


def is_word(form: str) -> bool:
    """Return whether *form* is one of letters, with accents or hyphens as typed or not, that may be offered for another."""
    plain, _, typed = form.partition(KEY_SEPARATOR)
    typed_so = all(character.isalpha() or character == "-" for character in typed)
    return len(plain) >= MIN_LETTERS and plain.isalpha() and typed_so


def _of_piece(forms: Sequence[bytes]) -> LetterCounts:
    """Count whole arrays of bytes; the few forms with other bytes than ASCII are counted one by one."""
    content = np.frombuffer(END.join([*forms, b""]), np.uint8)
    ends = np.flatnonzero(content == _END)
    number = np.repeat(np.arange(len(forms)), np.diff(ends, prepend=-1))
    letter = (content >= _A) & (content <= _Z)
    separators = np.flatnonzero(content == _SEPARATOR)
    plain_ends = ends.copy()
    plain_ends[number[separators]] = separators  # a form has one at the most
    plain = np.arange(len(content)) < plain_ends[number]
    other = ~letter & (content != _END) & ~(~plain & ((content == _HYPHEN) | (content == _SEPARATOR)))
    words = (np.bincount(number[plain], minlength=len(forms)) >= MIN_LETTERS) & (
        np.bincount(number[other], minlength=len(forms)) == 0
    )
    counted = letter & plain & words[number]
    cells = number[counted] * _ALPHABET + (content[counted] - np.uint8(_A))
    times = np.bincount(cells, minlength=len(forms) * _ALPHABET).reshape(-1, _ALPHABET)
    bits = np.zeros((len(forms), 64), np.bool_)
    bits[:, : 2 * _ALPHABET : 2], bits[:, 1 : 2 * _ALPHABET : 2] = times > 0, times > 1
    bits[words, 2 * _ALPHABET : 2 * _ALPHABET + _WORD_BITS] = True
    found = np.packbits(bits, axis=1, bitorder="little").reshape(-1).view("<u8")
    for at in np.unique(number[(content > 0x7F) & (content != _END)]).tolist():
        form = name_of(forms[at])
        found[at] = letter_count(form.partition(KEY_SEPARATOR)[0]) if is_word(form) else 0
    return found
