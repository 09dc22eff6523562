"""Equations, text boxes, diagrams and charts are read, and read once.

Reported: equations and text boxes without a copy for old versions of Word were lost in silence.
"""

import pytest

from tests.regressions.word_files.markup import DECLARED, box, drawn, equation, mt, p, read, shape, t, word

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
