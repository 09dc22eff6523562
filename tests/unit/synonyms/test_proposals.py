"""Proposals: the most frequent first, each with its conflicts, and what was decided of it."""

from indexer.library.harvested import HarvestedPair
from indexer.synonyms.file import SynonymFile
from indexer.synonyms.harvest import key_of
from indexer.synonyms.lines import parse_line
from indexer.synonyms.proposals import proposals


def pair(acronym, long_form, resource, count=1, page=None):
    return HarvestedPair(acronym, key_of(long_form), long_form, count, resource, resource.title(), page, None)


PAIRS = (
    pair("CIT", "Crisis Intervention Teams", "a", 3, 12),
    pair("CIT", "crisis intervention team", "b", 2),
    pair("CIT", "crisis intervention team", "c"),
    pair("CIT", "Critical Incident Technique", "d", 9),
    pair("UOF", "use of force", "a"),
)


def test_inflected_forms_are_one_and_what_most_resources_explain_comes_first():
    found = proposals(PAIRS, (), SynonymFile())

    assert [(each.acronym, each.long_form, each.resources, each.count) for each in found] == [
        ("CIT", "crisis intervention team", 3, 6),
        ("CIT", "Critical Incident Technique", 1, 9),
        ("UOF", "use of force", 1, 1),
    ]
    assert (found[0].example.resource, found[0].example.page) == ("a", 12)
    assert {each.state for each in found} == {"open"}


def test_other_meanings_are_conflicts_those_of_the_file_too():
    line = parse_line("CIT, computer information technology", 1)
    assert line is not None
    first, second, third = proposals(PAIRS, (), SynonymFile((line,), "1"))

    assert first.conflicts == ("Critical Incident Technique", "computer information technology")
    assert second.conflicts == ("computer information technology", "crisis intervention team")
    assert third.conflicts == ()


def test_what_the_file_has_is_accepted_in_whatever_form_and_what_was_rejected_stays_so():
    lines = tuple(filter(None, (parse_line("CIT, Crisis-Intervention Teams", 1), parse_line("x => UOF", 2))))
    rejected = {("UOF", key_of("use of force"))}

    found = proposals(PAIRS, rejected, SynonymFile(lines, "1"))

    assert [each.state for each in found] == ["accepted", "open", "rejected"]
    assert found[0].as_json()["state"] == "accepted"
