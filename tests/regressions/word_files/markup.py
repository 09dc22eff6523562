"""The markup of Word files written piece by piece, and the text that is read from it."""

from indexer.readers.docx.reader import read_docx
from tests.unit.readers.docx.word_files import RELATIONSHIPS, TYPES, packed

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": RELATIONSHIPS,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())


def t(text: str, properties: str = "") -> str:
    properties = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def drawn(inside: str) -> str:
    return f"<w:drawing><wp:inline><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline></w:drawing>"


def box(text: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{p(t(text))}</w:txbxContent></wps:txbx></wps:wsp>"


def shape(text: str, kind: str = "shape") -> str:
    content = f"<v:textbox><w:txbxContent>{p(t(text))}</w:txbxContent></v:textbox>"
    return f"<w:pict><v:{kind}>{content}</v:{kind}></w:pict>"


def word(body: str, **parts: str) -> bytes:
    """A Word file of *body*; other parts by their names below word/, where "__" stands for a folder's border."""
    names = {key: f"{key.replace('__', '/')}.xml" for key in parts}
    relations = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONSHIPS}/{key}" Target="{name}"/>'
        for key, name in names.items()
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{relations}</Relationships>',
            **{f"word/{names[key]}": part for key, part in parts.items()},
        }
    )


def read(data: bytes) -> str:
    return "\n".join(one.text for one in read_docx(data, "a.docx").passages)


def equation(*inside: str) -> str:
    return f"<m:oMath>{''.join(inside)}</m:oMath>"


def mt(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"
