"""Word files hold text in places that most documents have none in.

Reported: simple fields, text of a direction of its own, equations and text boxes without a copy for old versions of Word were
lost in silence, a carriage return joined two words, and hidden text could be found by everybody.
"""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from indexer.readers.docx.reader import read_docx
from tests.regressions.folder_of_files import Folder
from tests.unit.readers.word.word_files import RELATIONSHIPS, TYPES, packed

STRICT = "http://purl.oclc.org/ooxml"
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


AROUND = {
    "a simple field": '<w:fldSimple w:instr="REF x"><w:fldData>eA==</w:fldData>{}</w:fldSimple>',
    "fields within fields": '<w:fldSimple w:instr="IF"><w:fldSimple w:instr="MERGEFIELD y">{}</w:fldSimple></w:fldSimple>',
    "a complex field": '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    "a direction that overrides": '<w:bdo w:val="rtl">{}</w:bdo>',
    "a direction": '<w:dir w:val="ltr">{}</w:dir>',
    "a tag": '<w:smartTag w:uri="u" w:element="place"><w:smartTagPr/>{}</w:smartTag>',
    "custom XML": '<w:customXml w:element="e"><w:customXmlPr/>{}</w:customXml>',
    "a control": "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "an insertion": '<w:ins w:id="1" w:author="a">{}</w:ins>',
    "the new place of moved text": '<w:moveTo w:id="1">{}</w:moveTo>',
    "a link": '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    "a link with a field in a direction": '<w:hyperlink w:anchor="x"><w:fldSimple w:instr="SEQ"><w:dir>{}</w:dir></w:fldSimple></w:hyperlink>',
    "alternative content": '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice></mc:AlternateContent>',
}  # fmt: skip


@pytest.mark.parametrize("name", AROUND)
def test_text_is_read_whatever_stands_around_it(name: str) -> None:
    inside = AROUND[name].format(t("inner word"))

    assert read(word(p(t("Before "), inside, t(" behind.")))) == "Before inner word behind."


@pytest.mark.parametrize("around", ["sdt", "customXml"])
def test_controls_around_blocks_rows_and_cells_are_read(around: str) -> None:
    begin, end = (
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>")
        if around == "sdt"
        else ("<w:customXml>", "</w:customXml>")
    )
    cell = f"<w:tc>{p(t('one'))}</w:tc>{begin}<w:tc>{p(t('two'))}</w:tc>{end}"
    rows = (
        f"<w:tr>{cell}</w:tr>{begin}<w:tr>{cell.replace('one', 'three').replace('two', 'four')}</w:tr>{end}"
    )

    assert read(word(f"{begin}{p(t('block'))}{end}<w:tbl>{rows}</w:tbl>")) == "block\none | two\nthree | four"


SIGNS = {
    "<w:cr/>": "one\ntwo",
    "<w:br/>": "one\ntwo",
    '<w:br w:type="page"/>': "one\ntwo",
    '<w:br w:type="column"/>': "one\ntwo",
    "<w:tab/>": "one two",
    '<w:ptab w:alignment="right"/>': "one two",
    "<w:noBreakHyphen/>": "one‑two",
    "<w:softHyphen/>": "onetwo",
    '<w:sym w:font="Calibri" w:char="00E9"/>': "oneétwo",
    '<w:sym w:font="Arial" w:char="F041"/>': "oneAtwo",
    '<w:sym w:font="Wingdings" w:char="F0E0"/>': "one→two",
    '<w:sym w:font="Unknown" w:char="E123"/>': "one two",
    '<w:sym w:font="Odd" w:char="nothing"/>': "onetwo",
    "<w:ruby><w:rubyPr/><w:rt><w:r><w:t>how</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>what</w:t></w:r></w:rubyBase></w:ruby>": "onewhat (how)two",
}  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_breaks_tabs_and_signs_within_a_run_are_read(sign: str) -> None:
    data = word(p(f"<w:r><w:t>one</w:t>{sign}<w:t>two</w:t></w:r>"))

    assert read(data).replace("➔", "→").replace("🡒", "→").replace("🡪", "→") == SIGNS[sign]


EQUATIONS = {
    "plain": (mt("speed"), "speed"),
    "a fraction": (f"<m:f><m:num>{mt('calls')}</m:num><m:den>{mt('hours')}</m:den></m:f>", "calls/hours"),
    "a power": (f"<m:sSup><m:e>{mt('x')}</m:e><m:sup>{mt('2')}</m:sup></m:sSup>", "x2"),
    "brackets": (f"<m:d><m:e>{mt('a')}</m:e><m:e>{mt('b')}</m:e></m:d>", "(a|b)"),
    "a root": (f"<m:rad><m:e>{mt('area')}</m:e></m:rad>", "√area"),
    "a sum": ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:e>' + mt("k") + "</m:e></m:nary>", "∑k"),
    "a matrix": (f"<m:m><m:mr><m:e>{mt('a')}</m:e><m:e>{mt('b')}</m:e></m:mr></m:m>", "a b"),
    "a deletion": (f'{mt("kept")}<w:del w:id="1">{mt("deleted")}</w:del>', "kept"),
}


@pytest.mark.parametrize("name", EQUATIONS)
def test_equations_are_read(name: str) -> None:
    inside, expected = EQUATIONS[name]
    alone = f"<m:oMathPara>{equation(inside)}</m:oMathPara>"

    assert read(word(p(t("Where "), equation(inside), t(" is.")))).split() == f"Where {expected} is.".split()
    assert read(word(p(t("Where"), alone))).split() == f"Where {expected}".split()
    assert read(word(p(t("Where")) + alone)).split() == f"Where {expected}".split()


BOXES = {
    "drawn alone": drawn(box("boxed")),
    "for old versions alone": shape("boxed"),
    "in an oval": shape("boxed", "oval"),
    "with a copy for old versions": f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawn(box('boxed'))}</mc:Choice>"
    f"<mc:Fallback>{shape('boxed')}</mc:Fallback></mc:AlternateContent>",
    "with a picture for old versions": f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawn(box('boxed'))}</mc:Choice>"
    "<mc:Fallback><w:pict><v:shape/></w:pict></mc:Fallback></mc:AlternateContent>",
    "with the copy alone that says something": "<mc:AlternateContent><mc:Choice Requires='x'><w:drawing/></mc:Choice>"
    f"<mc:Fallback>{shape('boxed')}</mc:Fallback></mc:AlternateContent>",
    "in a group": drawn(f"<wpg xmlns='urn:g'>{box('boxed')}</wpg>"),
    "WordArt": '<w:pict><v:shape><v:textpath string="boxed"/></v:shape></w:pict>',
    "in a shape of another program": drawn(
        "<a:txBody><a:p><a:r><a:t>box</a:t></a:r><a:r><a:t>ed</a:t></a:r></a:p></a:txBody>"
    ),
    "beside a picture that is not there": drawn(f'{box("boxed")}<a:blip r:embed="rId77"/>'),
}


@pytest.mark.parametrize("name", BOXES)
def test_text_boxes_are_read_once(name: str) -> None:
    body = p(t("Around "), f"<w:r>{BOXES[name]}</w:r>", t("it.")) + p(t("After."))

    assert read(word(body)) == "Around it.\nboxed\nAfter."


def test_a_text_box_within_a_text_box_is_read() -> None:
    inner = f"<w:txbxContent>{p(t('outer'), '<w:r>' + drawn(box('inner')) + '</w:r>')}</w:txbxContent>"
    outer = drawn(f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>")

    assert read(word(p(t("text"), f"<w:r>{outer}</w:r>"))) == "text\nouter\ninner"


def test_diagrams_and_the_labels_of_charts_are_read_once() -> None:
    diagram = f"<dgm:dataModel {DECLARED}><a:p><a:r><a:t>First</a:t></a:r><a:r><a:t> step</a:t></a:r></a:p><a:p/></dgm:dataModel>"
    chart = (
        f"<c:chartSpace {DECLARED}><c:title><a:p><a:r><a:t>Calls a month</a:t></a:r></a:p></c:title><c:cat><c:strRef><c:strCache>"
        "<c:pt><c:v>North</c:v></c:pt><c:pt><c:v>South</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        "<c:val><c:numRef><c:numCache><c:pt><c:v>17</c:v></c:pt></c:numCache></c:numRef></c:val></c:chartSpace>"
    )
    body = p(
        "<w:r>"
        + drawn('<dgm:relIds r:dm="diagrams__data1"/>')
        + drawn('<c:chart r:id="charts__chart1"/>')
        + "</w:r>"
    )

    assert (
        read(word(body + body, diagrams__data1=diagram, charts__chart1=chart))
        == "First step\nCalls a month\nNorth | South"
    )


def test_what_was_chosen_in_a_list_of_a_form_is_read() -> None:
    entries = '<w:listEntry w:val="north"/><w:listEntry w:val="south"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{}'
        + entries
        + "</w:ddList></w:ffData></w:fldChar></w:r>"
        '<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert read(word(p(t("Side: "), field.format('<w:result w:val="1"/>')))) == "Side: south"
    assert read(word(p(t("Side: "), field.format("")))) == "Side: north"
    assert read(word(p(t("Side: "), field.format('<w:result w:val="9"/>')))) == "Side:"


STYLES = (
    f"<w:styles {DECLARED}>"
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="AlsoGone"><w:basedOn w:val="Gone"/></w:style>'
    '<w:style w:type="character" w:styleId="Back"><w:basedOn w:val="Gone"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="GoneParagraph"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
)
HIDDEN = {
    "a run": p(t("hidden", "<w:vanish/>")),
    "a run that says so in words": p(t("hidden", '<w:vanish w:val="true"/>')),
    "a run in a field": p(f'<w:fldSimple w:instr="x">{t("hidden", "<w:vanish/>")}</w:fldSimple>'),
    "a link": p(f'<w:hyperlink w:anchor="x">{t("hidden", "<w:vanish/>")}</w:hyperlink>'),
    "an equation": p(equation("<m:r><w:rPr><w:vanish/></w:rPr><m:t>hidden</m:t></m:r>")),
    "the text box of a hidden run": p(f"<w:r><w:rPr><w:vanish/></w:rPr>{drawn(box('hidden'))}</w:r>"),
    "a run in a text box": p(
        f"<w:r>{drawn(box('hidden').replace('<w:r>', '<w:r><w:rPr><w:vanish/></w:rPr>'))}</w:r>"
    ),
    "a hidden drawing": p(
        "<w:r>" + drawn(box("hidden")).replace("<wp:inline>", '<wp:inline><wp:docPr hidden="1"/>') + "</w:r>"
    ),
    "a hidden shape": p(
        "<w:r>" + shape("hidden").replace("<v:shape>", '<v:shape style="visibility: hidden">') + "</w:r>"
    ),
    "a character style": p(t("hidden", '<w:rStyle w:val="Gone"/>')),
    "a style based on one": p(t("hidden", '<w:rStyle w:val="AlsoGone"/>')),
    "a paragraph style": p(t("hidden"), style="GoneParagraph"),
    "an inserted run": p(f'<w:ins w:id="1">{t("hidden", "<w:vanish/>")}</w:ins>'),
    "a row": f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(t('hidden'))}</w:tc></w:tr></w:tbl>",
    "a note of a hidden run": p('<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="2"/></w:r>'),
    "a run of a note": p('<w:r><w:footnoteReference w:id="3"/></w:r>'),
}
NOTES = (
    f'<w:footnotes {DECLARED}><w:footnote w:id="2">{p(t("hidden"))}</w:footnote>'
    f'<w:footnote w:id="3">{p(t("said "), t("hidden", "<w:vanish/>"))}</w:footnote></w:footnotes>'
)
SHOWN = {
    "a run that says it is not": p(t("shown", '<w:vanish w:val="0"/>')),
    "a run of a hidden style that says it is not": p(
        t("shown", '<w:rStyle w:val="Gone"/><w:vanish w:val="false"/>')
    ),
    "a style that undoes its base": p(t("shown", '<w:rStyle w:val="Back"/>')),
    "a run that was hidden before a change": p(
        t("shown", '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>')
    ),
    "a paragraph whose end is hidden": f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{t('shown')}</w:p>",
    "text that only a web page hides": p(t("shown", "<w:webHidden/>")),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_hidden_text_is_left_out(name: str) -> None:
    whole = read(word(p(t("Before.")) + HIDDEN[name] + p(t("Behind.")), styles=STYLES, footnotes=NOTES))

    assert "hidden" not in whole
    assert (whole.splitlines()[0], whole.splitlines()[-1]) == ("Before.", "Behind.")


@pytest.mark.parametrize("name", SHOWN)
def test_what_only_looks_hidden_is_read(name: str) -> None:
    assert read(word(SHOWN[name], styles=STYLES)) == "shown"


def test_deleted_and_moved_text_is_left_out() -> None:
    gone = (
        '<w:del w:id="1"><w:r><w:delText>deleted</w:delText></w:r></w:del><w:moveFrom w:id="2">'
        + t("moved")
        + "</w:moveFrom>"
    )
    cell = f"<w:tc><w:tcPr><w:cellDel w:id='3'/></w:tcPr>{p(t('deleted'))}</w:tc><w:tc>{p(t('kept'))}</w:tc>"

    assert (
        read(word(p(t("kept "), gone, t("too")) + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>", styles=STYLES))
        == "kept too\nkept"
    )


def test_a_mark_that_is_raised_by_its_style_or_place_stands_apart() -> None:
    body = p(
        t("council"),
        t("a", '<w:rStyle w:val="Mark"/>'),
        t(" and rule"),
        t("12", '<w:position w:val="8"/>'),
        t("."),
    )

    assert read(word(body, styles=STYLES)) == "council a and rule 12."


def test_names_of_the_strict_format_are_known_too() -> None:
    body = p(
        t("Where "), '<w:fldSimple w:instr="x">' + t("field") + "</w:fldSimple>", t("hidden", "<w:vanish/>")
    )
    strict = {
        "w": f"{STRICT}/wordprocessingml/main",
        "r": f"{STRICT}/officeDocument/relationships",
    }
    document = f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>"
    for prefix, name in strict.items():
        document = document.replace(NAMES[prefix], name)

    assert read(packed({"[Content_Types].xml": TYPES, "word/document.xml": document})) == "Where field"
    assert (
        read(packed({"[Content_Types].xml": TYPES, "word/document.xml": document.encode("utf-16")}))
        == "Where field"
    )


def test_the_words_are_found_and_the_hidden_ones_are_not(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Patrols", 0)
    line = made.add_paragraph("Officers ")
    field = f'<w:fldSimple {DECLARED} w:instr="REF x"><w:r><w:t>fieldword</w:t></w:r></w:fldSimple>'
    line._p.append(parse_xml(field))
    line._p.append(parse_xml(f"<m:oMathPara {DECLARED}>{equation(mt('mathword'))}</m:oMathPara>"))
    line.add_run()._r.append(
        parse_xml(drawn(box("boxword")).replace("<w:drawing>", f"<w:drawing {DECLARED}>"))
    )
    secret = line.add_run(" secretword")
    secret.font.hidden = True
    out = io.BytesIO()
    made.save(out)

    folder = Folder(tmp_path, {"patrols.docx": out.getvalue()})

    for found in ("fieldword", "mathword", "boxword"):
        assert folder.found(found) == ["patrols-docx"], found
    assert folder.found("secretword") == []
