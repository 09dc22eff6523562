"""Hidden, deleted and moved text is left out, and no other.

Reported: hidden text could be found by everybody.
"""

import io
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from tests.regressions.folder_of_files import Folder
from tests.regressions.word_files.markup import DECLARED, box, drawn, equation, mt, p, read, shape, t, word
from tests.regressions.word_files.styles import STYLES

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
