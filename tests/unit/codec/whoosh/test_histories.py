"""Whatever is added, replaced, deleted, committed and merged: Whoosh finds what lives, and nothing else."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import ENGLISH
from indexer.codec.whoosh.fields import forms_field
from indexer.codec.whoosh.index import WhooshIndex
from indexer.indexed_fields import GAP, TEXT_FIELDS, IndexedResource, indexed_resource
from tests.making import make_passage, make_resource
from tests.unit.codec.segments import batches_of
from tests.unit.properties import steadily

WORDS = ("crisis", "Crises", "officer’s", "de-escalation", "use of force", "10,000", "Café", "")
texts = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
names = st.lists(st.sampled_from(["Stops", "Use, of Force", "Žížala"]), max_size=3).map(tuple)
passages = st.lists(st.tuples(texts, st.sampled_from([(), ("One",), ("One", "Crisis")])), max_size=3)
resources = st.builds(
    lambda name, title, summary, topics, year, parts: make_resource(
        name,
        title=title or None,
        summary=summary or None,
        topics=topics,
        year=year,
        passages=tuple(make_passage(text, *heading) for text, heading in parts),
    ),
    st.sampled_from("abcdefgh"),
    texts,
    texts,
    names,
    st.sampled_from([None, 1999, 2019]),
    passages,
)
steps = st.one_of(
    st.tuples(st.just("update"), resources),
    st.tuples(st.just("remove"), st.sampled_from("abcdefgh")),
    st.tuples(st.just("commit"), st.sampled_from(["", "merge=False", "optimize"])),
    st.tuples(st.just("cancel"), st.none()),
)


# {(field, term): {id: positions}}; None where a field keeps no positions
Postings = dict[tuple[str, str], dict[str, Any]]


def expected(contents):
    """Return what must be found of the resources that live."""
    found: Postings = {}
    for key, content in contents.items():
        for field in TEXT_FIELDS:
            following = 0
            begun = False
            for piece in content.fields[field]:
                following += GAP if begun and not piece.joined else 0
                analysed = ENGLISH.analyze(piece.text)
                for term in analysed.terms:
                    found.setdefault((field, term), {}).setdefault(key, []).append(following)
                    following += 1
                begun = begun or bool(analysed.terms)
                for form in analysed.forms:
                    found.setdefault((forms_field(field), form), {})[key] = None
        for name in ("id", "topic", "type", "year", "document"):
            for value in content.names[name]:
                found.setdefault((name, value), {})[key] = None
    return found


def answered(reader):
    """Return the same as Whoosh tells it."""
    found: Postings = {}
    for field, key in reader.all_terms():
        term = reader.schema[field].from_bytes(key)
        matcher = reader.postings(field, term)
        while matcher.is_active():
            places = matcher.value_as("positions") if field in TEXT_FIELDS else None
            if places is not None:
                assert matcher.weight() == len(places)
                assert [span.start for span in matcher.spans()] == places
            found.setdefault((field, term), {})[reader.stored_fields(matcher.id())["id"]] = places
            matcher.next()
    return found


def assert_same(index, live):
    wanted = expected(live)
    with index.reader() as reader:
        assert reader.doc_count() == len(live)
        assert answered(reader) == wanted
        for field in TEXT_FIELDS:
            listed = [reader.schema[field].from_bytes(key) for key in reader.lexicon(field)]
            assert listed == sorted(set(listed), key=str.encode)
            assert {term for name, term in wanted if name == field} <= set(listed)
            prefixed = {reader.schema[field].from_bytes(key) for key in reader.expand_prefix(field, "c")}
            assert prefixed == {term for term in listed if term.startswith("c")}
        for number, stored in reader.iter_docs():
            content = live[stored["id"]]
            assert stored["topic"] == content.names["topic"]
            for field in TEXT_FIELDS:
                terms = sum(len(ENGLISH.analyze(piece.text).terms) for piece in content.fields[field])
                assert reader.doc_field_length(number, field) == terms


def ended(writer, kind, how):
    if kind == "cancel":
        writer.cancel()
    elif how == "optimize":
        writer.commit(optimize=True)
    else:
        writer.commit(merge=how != "merge=False")


@steadily(15)
@given(st.lists(steps, max_size=25), st.sampled_from([1, 40, 1 << 20]))
def test_every_history_ends_in_what_lives(history, size):
    with tempfile.TemporaryDirectory() as folder:
        index = WhooshIndex.make(Path(folder))
        committed: dict[str, IndexedResource] = {}
        live: dict[str, IndexedResource] = {}
        writer = None
        for kind, what in [*history, ("commit", "")]:
            writer = writer or index.writer(budget=batches_of(size))
            if kind == "update":
                live[what.id] = indexed_resource(what)
                writer.update_document(id=what.id, content=live[what.id])
            elif kind == "remove":
                assert writer.remove(what) == (live.pop(what, None) is not None)
            else:
                ended(writer, kind, what)
                writer = None
                if kind == "cancel":
                    live = dict(committed)
                committed = dict(live)
                assert_same(index, committed)
