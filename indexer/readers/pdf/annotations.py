"""An open page in, what was filled in or typed over it out: values of form fields, ticked boxes, free text.

pdfium's text of a page is what is printed there; what people wrote into the form stands in annotations beside it. Comments
on the page are no part of it, and passwords and hidden fields are nobody's business.
"""

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

import pypdfium2 as pdfium
from pypdfium2 import raw

from indexer.readers.pdf.characters import Signs

# A tax form has some hundred fields on a page. All of them share what a book may be filled with; a field that a file repeats
# on each page would else be multiplied.
MAX_ON_PAGE: Final = 2_000
MAX_TEXT: Final = 500_000  # characters in a file

_HIDDEN: Final = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD: Final = 1 << 13  # of a field's flags
_LINE_END: Final = re.compile(r"\r\n|[\r\n\u2028\u2029]")
_TICKED: Final = frozenset({raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON})
_CHOSEN: Final = frozenset({raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX})
# What programs call the state of a box that is ticked.
_STATE: Final = re.compile(
    r"(?:yes|on|true|checked|selected|choice|option|value|button)?\W*\d*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What stands in one annotation; lengths in points, from the left and from the bottom as the page is read."""

    lines: tuple[str, ...]
    left: float
    bottom: float
    right: float
    top: float
    ticked: bool = False  # a box: the lines name it, and may be none


class Annotations:
    """The annotations of one document, while it is open."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._left = MAX_TEXT
        self._settings = raw.FPDF_FORMFILLINFO(version=2)
        has_form = raw.FPDF_GetFormType(document) != raw.FORMTYPE_NONE
        # Neither scripts nor XFA are run: this build of pdfium has no means to.
        self._form: Any = raw.FPDFDOC_InitFormFillEnvironment(document, self._settings) if has_form else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._form:
            raw.FPDFDOC_ExitFormFillEnvironment(self._form)
            self._form = None

    def on(self, page: pdfium.PdfPage, signs: Signs) -> Iterator[Written]:
        """Yield what is written in the annotations of *page*, in the order of the file; *signs* are those of the page."""
        for number in range(min(raw.FPDFPage_GetAnnotCount(page), MAX_ON_PAGE)):
            annotation = raw.FPDFPage_GetAnnot(page, number)
            if not annotation:
                continue
            try:
                written = self._written(annotation, signs)
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
            if written is not None:
                yield written

    def _written(self, annotation: Any, signs: Signs) -> Written | None:
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET and self._form:
            said = self._field(annotation)
        elif kind == raw.FPDF_ANNOT_FREETEXT:
            said = False, self._lines(_string(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"))
        else:
            return None
        box = raw.FS_RECTF()
        if (
            said is None
            or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN
            or not raw.FPDFAnnot_GetRect(annotation, box)
        ):
            return None
        ticked, lines = said
        if not ticked and not lines:
            return None
        left, bottom, right, top = signs.box(box.left, box.bottom, box.right, box.top)
        return Written(lines=lines, left=left, bottom=bottom, right=right, top=top, ticked=ticked)

    def _field(self, annotation: Any) -> tuple[bool, tuple[str, ...]] | None:
        """Return whether the field is a ticked box, and what it says; None for one that says nothing."""
        form, kind = self._form, raw.FPDFAnnot_GetFormFieldType(self._form, annotation)
        if kind in _TICKED:
            # The appearance that is shown; a box without one shows its value.
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
            # Some fields take what is not among their choices.
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
        """Return the lines of *text*, as long as the document's annotations may be."""
        text = text[: self._left]
        self._left -= len(text)
        lines = (" ".join("".join(filter(_is_seen, line)).split()) for line in _LINE_END.split(text))
        return tuple(line for line in lines if line)


def _is_seen(sign: str) -> bool:
    return sign.isprintable() or sign.isspace()


def _string(read: Callable[..., int], *given: Any) -> str:
    """Return the text that one of pdfium's functions writes into a buffer."""
    length = read(*given, None, 0)
    if length <= 2:  # the end alone
        return ""
    buffer = ctypes.create_string_buffer(length)
    read(*given, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")
