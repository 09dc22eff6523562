"""What the writing side of any engine must do (`indexer.index_writer`): builds in words, and one of them live."""

import pytest

from indexer.content_hash import content_hash
from indexer.errors import BuildError, LockedError, NoBuildError
from indexer.index_writer import Base
from indexer.indexed_fields import stored_resource
from indexer.resource import Topic
from indexer.run_notes import RequestNote, RunNote
from tests.making import make_passage, make_resource


def stopping():
    """Resources that come to no end."""
    yield make_resource("b")
    raise RuntimeError("stopped")


def put_all(index, *resources, **how):
    """A finished build of *resources*."""
    return put_each(index, resources, **how)


def put_each(index, resources, *, settings=None, base=None, without=()):
    """A finished build of *resources*, each with its title as its hash."""
    with index.begin(topics=[Topic(name="Crisis", slug="crisis")], settings=settings or {}, base=base) as new:
        for resource_id in without:
            new.remove(resource_id)
        for resource in resources:
            new.put(resource, f"hash of {resource.title}")
        return new.finish()


class IndexWriterContract:
    """Subclass this and give an `index` fixture: the writing side of an engine without builds."""

    def test_without_builds_nothing_is_live_and_nothing_is_known(self, index):
        assert index.live() is None
        assert index.live_id() is None
        assert list(index.all()) == []
        assert index.reader(None).get("a") is None
        assert not index.reader(None).known
        assert index.last_run() is None
        assert index.requests() == {}

    def test_a_finished_build_is_told_in_figures_and_is_not_live(self, index):
        with index.lock():
            made = put_all(
                index,
                make_resource("a", title="One", topics=("Crisis",), year=2019, source="s"),
                make_resource("b", title="Two", text="Words of it.", source="t"),
                settings={"language": "en"},
            )

        assert (made.resources, made.passages, made.sources) == (2, 1, {"s": 1, "t": 1})
        assert made.facets["topic"] == {"Crisis": 1}
        assert made.settings == {"language": "en"}
        assert made.content == content_hash([("a", "hash of One"), ("b", "hash of Two")])
        assert index.live_id() is None
        assert [build.id for build in index.all()] == [made.id]
        assert index.get(made.id) == made

    def test_a_build_left_unfinished_leaves_nothing(self, index):
        with index.lock():
            with index.begin(topics=(), settings={}) as new:
                new.put(make_resource("a"), "1")
            with pytest.raises(RuntimeError, match="stopped"):
                put_each(index, stopping())

        assert list(index.all()) == []

    def test_publish_makes_live_and_rollback_goes_back_and_holds(self, index):
        with index.lock():
            first = put_all(index, make_resource("a", title="One"))
            second = put_all(index, make_resource("a", title="Two"))
            index.publish(first.id)
            index.publish(second.id)

            assert index.live() == second
            assert index.rollback() == first

        assert index.live_id() == first.id
        assert "rolled back" in index.held(second.content)
        with index.lock():
            index.publish(second.id)
        assert index.held(second.content) is None

    def test_rollback_without_an_earlier_build_changes_nothing(self, index):
        with index.lock(), pytest.raises(NoBuildError):
            index.rollback()
        with index.lock():
            only = put_all(index, make_resource("a"))
            index.publish(only.id)
            with pytest.raises(BuildError):
                index.rollback()

        assert index.live_id() == only.id

    def test_an_unknown_build_is_named(self, index):
        for ask in (index.get, index.publish, index.verify, index.reader, index.entries):
            with pytest.raises(BuildError, match="nothing-of-that-name"):
                ask("nothing-of-that-name")

    def test_the_next_build_equals_one_of_everything(self, index):
        before = [make_resource(one, title=f"First {one}", text=f"Some {one} words") for one in "abcd"]
        changed = make_resource("b", title="Changed b", text="Other words")
        added = make_resource("e", title="Added e", topics=("Crisis",))
        with index.lock():
            base = put_all(index, *before)
            entries = index.entries(base.id)
            start = Base(build=base.id, previous={key: entries[key] for key in ("b", "c")})
            next_one = put_all(index, changed, added, base=start, without=["c"])
            anew = put_all(index, before[0], changed, before[3], added)

        assert index.entries(next_one.id) == index.entries(anew.id)
        for name in ("content", "resources", "documents", "passages", "sources", "facets"):
            assert getattr(next_one, name) == getattr(anew, name)
        assert index.reader(next_one.id).get("b") == stored_resource(changed)
        assert index.reader(next_one.id).get("c") is None
        assert index.verify(next_one.id).damage == []

    def test_a_reader_gives_back_what_was_put(self, index):
        resource = make_resource(
            "ä/b", title="Title", passages=(make_passage("Some text.", "One", "Two"), make_passage("More."))
        )
        with index.lock():
            made = put_all(index, resource)

        assert index.reader(made.id).known
        assert index.reader(made.id).get("ä/b") == stored_resource(resource)
        assert index.reader(made.id).facets == made.facets
        assert index.quick_damage(made.id) is None

    def test_the_same_id_twice_is_refused(self, index):
        with index.lock(), pytest.raises(BuildError, match="duplicate id 'a'"):
            put_all(index, make_resource("a"), make_resource("a"))

        assert list(index.all()) == []

    def test_old_builds_are_pruned_and_the_live_one_stays(self, index):
        with index.lock():
            made = [put_all(index, make_resource("a", title=f"{number}")) for number in range(4)]
            index.publish(made[0].id)

            gone = index.prune(2)

        assert list(gone) == [made[1].id, made[2].id]
        assert [build.id for build in index.all()] == [made[0].id, made[3].id]

    def test_one_indexer_at_a_time(self, index, another):
        with index.lock(), pytest.raises(LockedError), another.lock():
            pass
        with another.lock(), pytest.raises(LockedError), index.lock(dry_run=True):
            pass

    def test_a_dry_run_needs_no_folder(self, index):
        with index.lock(dry_run=True):
            assert index.live_id() is None

    def test_notes_are_kept_for_whoever_serves(self, index, another):
        with index.lock():
            index.note_run(RunNote(outcome="published", added=1))
            index.note_requests({"0" * 16: RequestNote(state="done")})

        assert another.last_run() == RunNote(outcome="published", added=1)
        assert another.requests() == {"0" * 16: RequestNote(state="done")}
