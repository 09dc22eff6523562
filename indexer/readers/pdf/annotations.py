"""Text that was filled into a form or typed over a page: values of form fields, ticked boxes, free text.

pdfium's text of a page contains only what is printed there; filled-in values are in annotations. Comments on the page are
not read, nor are passwords and hidden fields.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

import pypdfium2 as pdfium
from pypdfium2 import raw

from indexer.readers.pdf.characters import PageCharacters

# A tax form has some hundred fields on a page. MAX_TEXT applies to the whole file, because a file could repeat a long field
# on every page.
MAX_ON_PAGE: Final = 2_000
MAX_TEXT: Final = 500_000  # characters in a file

_HIDDEN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD: Final = 1 << 13  # of a field's flags
_LINE_END: Final = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_TICKED: Final = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_CHOSEN: Final = frozenset({raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX})
# Names that programs give to the state of a ticked box.
_STATE: Final = re.compile(
    r"(?:yes|on|true|checked|selected|choice|option|value|button)?\W*\d*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledField:
    """The text in one annotation; lengths in points, from the left and the bottom of the page as it is read."""

    lines: tuple[str, ...]
    left: float
    bottom: float
    right: float
    top: float
    ticked: bool = False  # a ticked box: the lines name it, if it has a name


class Annotations:
    """The annotations of one document, while it is open."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._remaining = MAX_TEXT
        self._settings = raw.FPDF_FORMFILLINFO(version=2)
        has_form = raw.FPDF_GetFormType(document) != raw.FORMTYPE_NONE
        # Neither scripts nor XFA are run: this build of pdfium does not support them.
        self._form: Any = raw.FPDFDOC_InitFormFillEnvironment(document, self._settings) if has_form else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._form:
            raw.FPDFDOC_ExitFormFillEnvironment(self._form)
            self._form = None

    def on(self, page: pdfium.PdfPage, characters: PageCharacters) -> Iterator[FilledField]:
        """Yield the text in the annotations of *page*, in file order; *characters* are those of the page."""
        for number in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_ON_PAGE)):
            annotation = raw.FPDFPage_GetAnnot(page, number)
            if not annotation:
                continue
            try:
                filled = self._filled(annotation, characters)
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
            if filled is not None:
                yield filled

    def _filled(self, annotation: Any, characters: PageCharacters) -> FilledField | None:
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET and self._form:
            value = self._field(annotation)
        elif kind == raw.FPDF_ANNOT_FREETEXT:
            value = False, self._lines(_string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))
        else:
            return None
        box = raw.FS_RECTF()
        if (
            value is None
            or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN
            or not raw.FPDFAnnot_GetRect(annotation, box)
        ):
            return None
        ticked, lines = value
        if not ticked and not lines:
            return None
        left, bottom, right, top = characters.box(box.left, box.bottom, box.right, box.top)
        return FilledField(lines=lines, left=left, bottom=bottom, right=right, top=top, ticked=ticked)

    def _field(self, annotation: Any) -> tuple[bool, tuple[str, ...]] | None:
        """Return whether the field is a ticked box, and its text; None if it is not filled in."""
        form, kind = self._form, raw.FPDFAnnot_GetFormFieldType(self._form, annotation)
        if kind in _TICKED:
            # The state that is shown; a box without one shows its value.
            state = _string(raw.FPDFAnnot_GetStringValue, annotation, b"AS")
            if not state and kind == raw.FPDF_FORMFIELD_CHECKBOX:
                state = _string(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
            if state in {"", "Off"}:
                return None
            hint = _string(raw.FPDFAnnot_GetFormFieldAlternateName, form, annotation)
            return True, self._lines(
                "\n".join(name for name in dict.fromkeys((hint, state)) if not _STATE.fullmatch(name))
            )
        if kind in _CHOSEN:
            chosen = [
                _string(raw.FPDFAnnot_GetOptionLabel, form, annotation, number)
                for number in range(min(raw.FPDFAnnot_GetOptionCount(form, annotation), MAX_ON_PAGE))
                if raw.FPDFAnnot_IsOptionSelected(form, annotation, number)
            ]
            # Some fields accept values that are not among their choices.
            return False, self._lines(
                ", ".join(chosen) or _string(raw.FPDFAnnot_GetFormFieldValue, form, annotation)
            )
        if (
            kind != raw.FPDF_FORMFIELD_TEXTFIELD
            or raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD
        ):
            return None
        return False, self._lines(_string(raw.FPDFAnnot_GetFormFieldValue, form, annotation))

    def _lines(self, text: str) -> tuple[str, ...]:
        """Return the lines of *text*, cut at the limit for the document."""
        text = text[: self._remaining]
        self._remaining -= len(text)
        lines = (" ".join("".join(filter(_is_seen, line)).split()) for line in _LINE_END.split(text))
        return tuple(line for line in lines if line)


def _is_seen(character: str) -> bool:
    return character.isprintable() or character.isspace()


def _string(read: Callable[..., int], *given: Any) -> str:
    """Return the text that one of pdfium's functions writes into a buffer."""
    length = read(*given, None, 0)
    if length <= 2:  # only the terminator
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(*given, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
