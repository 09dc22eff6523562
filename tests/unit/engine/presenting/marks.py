"""Texts and queries that marks and excerpts are tested with, and what any marked HTML must be."""

import re
from html import unescape

from hypothesis import strategies as st

from searchapp.engine.presenting.highlighting import Marker
from searchapp.engine.query.compounds import CompoundWords
from searchapp.engine.query.expansion import expand
from searchapp.engine.query.parser import parse
from tests.unit.engine.dictionaries import EveryWord

WORDS = ["crisis", "team", "de-escalation", "Crisis", "teams", "<b>", "&amp;", "“use”", "of", "force", "\n", ".", "x" * 50, "中" * 60, "U.S.C.", "café"]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join) | st.text(max_size=500)
queries = st.sampled_from(
    ["crisis", "crisis team", '"crisis team"', "team*", "de*", "x* 中*", "deescalation", '"use of force" OR café', "b amp", "", "usc"]
)  # fmt: skip


def marker_for(query, field="text"):
    return Marker(expand(parse(query), CompoundWords(EveryWord())).scored, field)


def bare(html):
    return unescape(re.sub("</?mark>", "", html))


def assert_balanced(html):
    tags = re.findall("</?mark>", html)
    assert tags == ["<mark>", "</mark>"] * (len(tags) // 2)
    assert not re.search("<(?!/?mark>)", html)
