"""PDFs made to hurt, written by hand: encrypted, cut, looping, deep, and far larger than they look."""

import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

_PAGE: Final = b"/Type/Page/MediaBox[0 0 612 792]/Resources<</Font<</F1 9 0 R>>>>"
_FONT: Final = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_of(objects: Mapping[int, bytes], root: int = 1) -> bytes:
    """Return a file of *objects* by their numbers, with a table that says where each lies."""
    out = bytearray(b"%PDF-1.7\n")
    begins: dict[int, int] = {}
    for number, body in objects.items():
        begins[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, begin in begins.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, begin)
    size = max(begins) + 1
    return bytes(out + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, table))


def stream(data: bytes, keys: bytes = b"") -> bytes:
    """Return the object of a compressed stream."""
    packed = zlib.compress(data, 9)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(packed), keys, packed)


def text_of(*lines: str) -> bytes:
    """Return what a page of *lines* is drawn with."""
    shown = b"".join(b"(%b) Tj 0 -14 Td " % line.encode() for line in lines)
    return b"BT /F1 12 Tf 72 700 Td %bET" % shown


def plain(*lines: str) -> bytes:
    """Return a sound file of one page."""
    return pdf_of(_tree() | {4: stream(text_of(*lines))})


def encrypted() -> bytes:
    """Return a file that asks for a password."""
    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"), invariant=True)
    canvas.drawString(72, 700, "hidden words")
    canvas.save()
    return out.getvalue()


def truncated() -> bytes:
    """Return the first kilobytes of a file whose pages stand at its end."""
    noise = zlib.compress(bytes(range(256)) * 64)
    return b"%PDF-1.7\n1 0 obj\n<</Length 99999>>stream\n" + noise


def looping_pages() -> bytes:
    """Return a file whose page tree holds itself."""
    kids = b"<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 3/Parent 2 0 R>>"
    return pdf_of(_tree(pages=kids) | {4: stream(text_of("looping words"))})


def looping_objects() -> bytes:
    """Return a file whose length, contents, forms and outline name themselves."""
    loop = b"<</Length 5 0 R/Filter/FlateDecode>>stream\nx\nendstream"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>stream\n/X Do\nendstream"
    outline = b"<</Title(loop)/Parent 7 0 R/First 8 0 R/Last 8 0 R/Next 8 0 R/Prev 8 0 R/Dest[3 0 R/Fit]>>"
    objects = _tree(catalog=b"/Outlines 7 0 R/PageLabels 10 0 R") | {
        4: loop,
        5: b"5 0 R",
        6: form,
        7: b"<</Type/Outlines/First 8 0 R/Last 8 0 R/Count 9>>",
        8: outline,
        10: b"<</Kids[10 0 R]>>",
    }
    return pdf_of(objects)


def looping_tables() -> bytes:
    """Return a file whose cross-reference table says that the one before it is itself."""
    data = plain("words behind a loop")
    table = data.rindex(b"xref\n0 1")
    return data.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % table)


def deep_pages(depth: int = 20_000) -> bytes:
    """Return a file whose page tree has one branch, *depth* levels deep."""
    objects = {1: b"<</Type/Catalog/Pages 11 0 R>>", 9: _FONT}
    last = 11 + depth
    for number in range(11, last):
        objects[number] = b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (number + 1)
    objects[last] = b"<<%b/Parent %d 0 R/Contents 4 0 R>>" % (_PAGE, last - 1)
    return pdf_of(objects | {4: stream(text_of("deep words"))})


def deep_arrays(depth: int = 500_000) -> bytes:
    """Return a file whose contents and whose labels are arrays in arrays."""
    nest = b"[" * depth + b"]" * depth
    objects = _tree(catalog=b"/PageLabels<</Nums %b>>" % nest, contents=nest)
    return pdf_of(objects | {4: stream(nest + b" TJ")})


def deep_outline(depth: int = 50_000) -> bytes:
    """Return a file whose outline is *depth* levels deep."""
    objects = _tree(catalog=b"/Outlines 11 0 R") | {4: stream(text_of("words under an outline"))}
    for number in range(11, 11 + depth):
        objects[number] = (
            b"<</Title(level)/Parent %d 0 R/First %d 0 R/Last %d 0 R/Count 1/Dest[3 0 R/Fit]>>"
            % (
                number - 1,
                number + 1,
                number + 1,
            )
        )
    return pdf_of(objects)


def bomb(size: int = 600_000_000) -> bytes:
    """Return a file of some kilobytes whose one page is drawn with *size* bytes of operators."""
    block = b"BT /F1 1 Tf (x) Tj ET\n" * 50_000
    packer = zlib.compressobj(9)
    begin = packer.compress(b" ") + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block does not depend on what stood before it: it can be repeated as it is.
    packed = begin + (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)) * (size // len(block))
    # Compressed once more, for what is that regular shrinks again.
    twice = zlib.compress(packed, 9)
    body = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream" % (len(twice), twice)
    return pdf_of(_tree() | {4: body})


def many_pages(count: int) -> bytes:
    """Return a file that says *count* times that its one page stands there."""
    kids = b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * count, count)
    return pdf_of(_tree(pages=kids) | {4: stream(text_of("one page"))})


def looping_fields() -> bytes:
    """Return a form whose fields are each other's parts, and whose value is itself."""
    first = b"<</FT/Tx/T(a)/V 6 0 R/Kids[6 0 R 7 0 R]/Parent 7 0 R/Type/Annot/Subtype/Widget/Rect[1 1 9 9]>>"
    second = (
        b"<</FT/Tx/T(b)/V(fields)/Kids[6 0 R]/Parent 6 0 R/Type/Annot/Subtype/Widget/Rect[72 72 400 90]>>"
    )
    objects = _tree(catalog=b"/AcroForm<</Fields[6 0 R 7 0 R]>>", page=b"/Annots[6 0 R 7 0 R]") | {
        4: stream(text_of("looping fields")),
        6: first,
        7: second,
    }
    return pdf_of(objects)


def repeated_field(times: int = 100_000) -> bytes:
    """Return a page that shows one long value again and again."""
    field = b"<</FT/Tx/T(a)/V(%b)/Type/Annot/Subtype/Widget/Rect[72 72 400 90]>>" % (b"repeated " * 3_000)
    objects = _tree(catalog=b"/AcroForm<</Fields[6 0 R]>>", page=b"/Annots[%b]" % (b"6 0 R " * times)) | {
        4: stream(text_of("repeated value")),
        6: field,
    }
    return pdf_of(objects)


def _tree(
    *,
    catalog: bytes = b"",
    pages: bytes = b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    page: bytes = b"",
    contents: bytes = b"4 0 R",
) -> dict[int, bytes]:
    return {
        1: b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
        2: pages,
        3: b"<<%b%b/Parent 2 0 R/Contents %b>>" % (_PAGE, page, contents),
        9: _FONT,
    }
