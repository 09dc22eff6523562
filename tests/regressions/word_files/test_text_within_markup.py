"""Text is read whatever stands around it: fields, directions, controls, breaks.

Reported: simple fields and text of a direction of its own were lost in silence, and a carriage return joined two words.
"""

import pytest

from tests.regressions.word_files.markup import DECLARED, NAMES, p, read, t, word
from tests.regressions.word_files.styles import STYLES
from tests.unit.readers.docx.word_files import TYPES, packed

STRICT = "http://purl.oclc.org/ooxml"
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


@pytest.mark.parametrize("kind", ["drop", "margin"])
@pytest.mark.parametrize(
    ("letters", "rest", "whole"),
    [
        (t("O", '<w:position w:val="-6"/><w:sz w:val="96"/>'), t("fficers begin"), "Officers begin"),
        (t("A"), t(" team begins"), "A team begins"),
        (t("“") + t("T"), '<w:ins w:id="1">' + t("he") + "</w:ins>" + t(" end”"), "“The end”"),
    ],
)
def test_a_drop_cap_is_part_of_its_word(kind: str, letters: str, rest: str, whole: str) -> None:
    frame = f'<w:pPr><w:keepNext/><w:framePr w:dropCap="{kind}" w:lines="3" w:wrap="around"/></w:pPr>'
    cap = f"<w:p>{frame}{letters}</w:p>"
    styled = f'<w:p><w:pPr><w:pStyle w:val="Any"/></w:pPr>{rest}</w:p>'

    assert read(word(p(t("Before.")) + cap + p(rest))) == f"Before.\n{whole}"
    assert read(word(cap + styled + p(t("Behind.")))) == f"{whole}\nBehind."


def test_a_frame_that_is_no_drop_cap_stays_apart() -> None:
    box = f'<w:p><w:pPr><w:framePr w:w="2000"/></w:pPr>{t("Aside")}</w:p>'
    last = f'<w:p><w:pPr><w:framePr w:dropCap="drop"/></w:pPr>{t("E")}</w:p>'

    assert read(word(box + p(t("text")) + last)) == "Aside\ntext\nE"
