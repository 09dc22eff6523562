"""The name of a format in, small files of it out, for `fuzz_readers` to break: the sample library's, and made ones."""

from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

CORPUS: Final = Path(__file__).parents[1] / "corpus"
_PAGES: Final = (0, 2, 5)  # of each guide: a title page, a contents page, text

# What the parsers give a meaning to; put in anywhere.
TOKENS: Final[dict[str, tuple[bytes, ...]]] = {
    "html": tuple(
        b"<main> </main> <table> <td colspan=99999999> <h1> <h9> <dl><dd> <details> <![CDATA[ --> <!-- <svg> <template>"
        b" &#0; &#x110000; &#xD800; &nbsp; <base href=http://[> <meta charset=utf-16> <meta charset=utf-7> <p id='"
        b" class=\"card\" <plaintext> <script> </html> \xff\xfe \xef\xbb\xbf <?xml encoding='x'?> <sup> <ol start=-1>".split(
            b" "
        )
    ),
    "pdf": tuple(
        b"/Kids /Contents /Count -1 99999999999 1e309 << >> [ ] ( ) endobj endstream stream /Length /Prev /Root obj R"
        b" /FlateDecode /ASCIIHexDecode /LZWDecode /ObjStm /XRef BT ET Tj TJ Tf Td Tm cm q Q Do /Rotate /MediaBox"
        b" [0 0 0 0] /ToUnicode /Differences /Outlines /Dest /PageLabels /Nums null true \x00 %%EOF startxref /AcroForm /Fields /Annots"
        b" /Widget /FreeText /Rect /FT /Tx /Ch /Btn /V /Opt /AS /Ff /Parent Ts".split(b" ")
    ),
    "markdown": tuple(
        b"# ###### ``` ~~~ > - * 1. 999999999999. | |---| [a](b) [a]: b ![ <div> <!-- &amp; \\ *** ___ --- === \t \r \x00"
        b" {#id} [^1] [^1]: ^ ** _ <a@b> http:// <br> <sup> </sup> <td> <p hidden> </p> <script> <template> </template>".split(
            b" "
        )
    ),
    "text": (
        b"\f",
        b"\r",
        b"\n\n",
        b"\x00",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"\x85",
        b"\x1a",
    ),
    "docx": tuple(
        b"<w:p> </w:p> <w:tbl> <w:tc> <w:gridSpan w:val='999999999'/> <w:vMerge/> <w:footnoteReference w:id='1'/>"
        b" <w:fldChar w:fldCharType='end'/> <w:numId w:val='-1'/> <!DOCTYPE <![CDATA[ &#0; &lt; xmlns:w='x' <w:del>"
        b" <w:sdt> <w:hyperlink r:id='x'> <mc:AlternateContent> Target='../../x' w:val='' ]]> <w:cellDel/> <w:hidden/>"
        b" <w:vanish/> <w:ddList/> <w:fldSimple> <m:oMath> </m:oMath> <m:e> <m:d> <w:drawing> <w:txbxContent> <w:ruby>"
        b" <w:sym w:char='x'/> <w:sym/> <w:position w:val='x'/> <w:cr/>".split(b" ")
    ),
    "captions": tuple(
        b"WEBVTT --> 00:00:00.000 99:99:99.999 -1:00 00:00:01,000 <v > <v Bob> </v> <c.x> <00:00:00.500> NOTE STYLE REGION"
        b" &amp; &#0; \n\n \r\n \r 1 \xef\xbb\xbf X-TIMESTAMP-MAP= align:start {\\an8} <i> >> - <br> \\N \\h".split(
            b" "
        )
    ),
}

_VTT: Final = """WEBVTT - Made for breaking

NOTE a note

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:04.000 align:start
<v Ann>Welcome to the training &amp; thank you.</v>

00:00:04.000 --> 00:00:07.500
we roll on
<00:00:05.000><c>we roll on and on</c>

00:01:07.500 --> 00:01:09.000
- One speaks.
- Another answers &lt;quietly&gt;.
"""
_SRT: Final = """1
00:00:01,000 --> 00:00:04,000
ANN: Welcome to the <i>training</i>.

2
00:00:04,000 --> 00:00:07,500
{\\an8}we roll on

3
01:02:07,500 --> 01:02:09,000
we roll on
and on
"""

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NAMES: Final = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>'
WORD_PARTS: Final[dict[str, str]] = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}.footnotes+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>',
    "word/document.xml": f'{_XML}<w:document xmlns:w="{_WORD}" {_NAMES}><w:body>'
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>A heading</w:t></w:r></w:p>'
    '<w:p><w:r><w:t xml:space="preserve">Some words </w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>An item</w:t></w:r></w:p>'
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>A cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>come</w:t></w:r></w:ins></w:p>"
    '<w:p><w:fldSimple w:instr="REF x"><w:r><w:t>A field</w:t></w:r></w:fldSimple><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>'
    "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath>"
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>A box</w:t></w:r></w:p></w:txbxContent>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    "</w:body></w:document>",
    "word/footnotes.xml": f'{_XML}<w:footnotes xmlns:w="{_WORD}"><w:footnote w:id="2"><w:p><w:r><w:t>A note.</w:t></w:r>'
    "</w:p></w:footnote></w:footnotes>",
    "word/styles.xml": f'{_XML}<w:styles xmlns:w="{_WORD}"><w:style w:type="paragraph" w:styleId="Heading1">'
    '<w:name w:val="heading 1"/></w:style></w:styles>',
    "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Made</dc:title>'
    "<dcterms:created>2019-05-01T00:00:00Z</dcterms:created></cp:coreProperties>",
}


def samples(form: str) -> list[bytes]:
    """Return the samples of *form*, always the same and in the same order; no two formats are mixed."""
    if form == "pdf":
        guides = sorted((CORPUS / "guides").glob("*.pdf"))
        return [_drawn(), *(_page_of(guide, page) for guide in guides for page in _PAGES)]
    if form == "docx":
        return [zipped({name: part.encode() for name, part in WORD_PARTS.items()})]
    if form in {"vtt", "srt"}:
        return [{"vtt": _VTT, "srt": _SRT}[form].encode()]
    folder, ending = ("modules", "*.html") if form == "html" else ("notes", "*.md")
    return [path.read_bytes() for path in sorted((CORPUS / folder).glob(ending))]


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return a zip file of *parts*."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name), part)
    return out.getvalue()


def _page_of(path: Path, index: int) -> bytes:
    """Return one page of a guide: a whole one is too slow to be read 20,000 times."""
    out = BytesIO()
    with pdfium.PdfDocument(path) as whole, pdfium.PdfDocument.new() as one:
        one.import_pages(whole, [index])
        one.save(out)
    return out.getvalue()


def _drawn() -> bytes:
    """Return a PDF whose operators are not compressed, so that what is changed in them is seen by the parser."""
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=True)
    canvas.addPageLabel(0, style="ROMAN_LOWER")
    for page in range(2):
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"Part {page}", f"p{page}", 0)
        canvas.setFont("Times-Bold", 18)
        canvas.drawString(72, 740, f"Part {page}")
        canvas.setFont("Times-Roman", 11)
        for row in range(12):
            canvas.drawString(72, 700 - 14 * row, f"Line {row} of words that are divid-")
        canvas.acroForm.textfield(name=f"t{page}", value="Some words", x=72, y=500, width=200, height=18)
        canvas.acroForm.checkbox(name=f"c{page}", checked=True, x=72, y=470, size=12)
        canvas.acroForm.choice(
            name=f"o{page}", value="one", options=["one", "two"], x=72, y=440, width=90, height=18
        )
        canvas.showPage()
    canvas.save()
    return out.getvalue()
