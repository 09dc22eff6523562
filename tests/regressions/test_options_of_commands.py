"""`git commit --amend`, `pg_dump -Fc` and `git merge --squash` found nothing: their options were taken for exclusions."""

import pytest

from searchapp.engine.query.exclusions import Exclusion
from searchapp.engine.query.parser import exclusions, parse

COMMANDS = (
    "git commit --amend",
    "--squash",
    "pg_dump -Fc database",
    "git merge --squash topic",
    "tar -xzf archive.tar.gz",
    "git log -p",
    "ssh -L 8080:localhost:80 host",
    "kubectl get pods -o=json",
    "ps | grep -v root",
    "git commit -m -team",
)
EXCLUDING = {
    "crisis -team": [("team", "crisis")],
    "-video training": [("video", "training")],
    "police -TV": [("TV", "police")],
    "sheriff -pd": [("pd", "sheriff")],
    "counselling -ptsd": [("ptsd", "counselling")],
    'force -"use of force" now': [('"use of force"', "force now")],
    "stops -topic:force -year:2019": [("topic:force", "stops -year:2019"), ("year:2019", "stops -topic:force")],
    "a -de-escalation": [("de-escalation", "a")],
    "stop -sea*": [("sea*", "stop")],
}  # fmt: skip
NO_EXCLUSION = (
    "co-responder",
    "-9 degrees",
    "-911",
    "call 9 -1-1",
    "- team",
    "-",
    "--",
    "a—team",
    "crisis --team",
    "-#x",
)


@pytest.mark.parametrize("text", [*COMMANDS, *NO_EXCLUSION])
def test_an_option_or_a_dash_excludes_nothing(text):
    assert parse(text).excluded == ()
    assert exclusions(text) == ()


@pytest.mark.parametrize("text", EXCLUDING)
def test_a_word_after_a_blank_and_a_minus_is_excluded(text):
    query = parse(text)

    assert query.excluded or query.without
    assert exclusions(text) == tuple(Exclusion(typed, rest) for typed, rest in EXCLUDING[text])


@pytest.mark.parametrize("text", EXCLUDING)
def test_without_all_exclusions_nothing_is_excluded(text):
    while found := exclusions(text):
        text = found[0].rest

    query = parse(text)
    assert (query.excluded, query.without) == ((), ())
