"""The forms of an index are those that its resources print, however many segments it has and whatever was deleted."""

from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.arrays.index.reader import ArrayIndex
from searchapp.engine.arrays.spelling.printed_forms import PrintedForms
from tests.twin.index import TwinIndex
from tests.twin.spelling import distance, printed_forms
from tests.unit.engine.libraries import TYPOS, WORDS, histories, left
from tests.unit.engine.segments import in_segments_of
from tests.unit.properties import steadily


@steadily(10)
@given(histories, st.sampled_from(TYPOS), st.integers(1, 3))
def test_near_forms_and_those_that_go_on_are_what_all_forms_say(
    tmp_path_factory, history, typed, least
) -> None:
    forms = PrintedForms(ArrayIndex(in_segments_of(tmp_path_factory.mktemp("build"), history)))
    twin = TwinIndex(left(history))
    printed = {form: count for form, count in printed_forms(twin).items() if count >= least}
    word = typed.replace("-", "").replace("é", "e").lower()

    for edits, beginning in ((1, ""), (1, word[0]), (2, word[0])):
        near = dict(forms.near(word, edits, beginning, least))
        assert near.items() <= printed.items()
        assert {
            form
            for form in printed
            if form.startswith(beginning) and distance(word, form.partition("\x1f")[0]) <= edits
        } <= near.keys()
    for prefix in (word, word[:2], "", *WORDS[:3]):
        begun = {form: count for form, count in printed.items() if form.startswith(prefix)}
        assert dict(forms.beginning(prefix, least)) == begun
    titled = {form.partition("\x1f")[0] for form in twin.forms("title")}
    assert {each for each in titled | {word, "crisis"} if forms.titled(each)} == titled
    assert forms.resources == len(twin.facts)
