"""Going back makes an earlier build live, and holds the content that was live."""

import pytest

from indexer.builds import Builds
from indexer.errors import BuildError
from tests.unit.builds.small_builds import publish


def test_rollback_goes_back_one_build_at_a_time(folder):
    first, second, third = (publish(folder, *ids) for ids in ("a", "ab", "abc"))

    assert folder.rollback() == second == folder.live()
    assert folder.rollback() == first == folder.live()
    with pytest.raises(BuildError, match=f"no build before the live one, {first.id}"):
        folder.rollback()
    assert folder.live() == first
    assert folder.rollback(third.id) == third == folder.live()


def test_what_was_rolled_back_from_is_held_until_it_is_published(folder):
    publish(folder, "a")
    second = publish(folder, "a", "b")

    folder.rollback()

    assert "rolled back" in folder.held(second.manifest.content)

    folder.publish(second.id)

    assert folder.held(second.manifest.content) is None


def test_rolling_back_to_the_same_content_holds_nothing(folder):
    first = publish(folder, "a")
    publish(folder, "a")

    folder.rollback()

    assert folder.held(first.manifest.content) is None


def test_rollback_works_where_the_live_build_is_damaged_or_gone(folder):
    first, second = publish(folder, "a"), publish(folder, "b")
    (second.path / "manifest.json").write_text("{")

    assert folder.rollback() == first

    folder.hold("x", "why")
    assert folder.held("x") == "why"


def test_a_rollback_that_is_killed_before_its_build_is_live_brings_nothing_back_later(folder, monkeypatch):
    first, second = publish(folder, "a"), publish(folder, "a", "b")
    monkeypatch.setattr(Builds, "publish", lambda *_: pytest.fail("killed here"))

    with pytest.raises(pytest.fail.Exception):
        folder.rollback()

    assert folder.live_id() == second.id
    assert folder.held(second.manifest.content) is not None
    assert folder.held(first.manifest.content) is None


def test_a_rollback_to_a_build_that_cannot_be_opened_holds_nothing(folder):
    first, second = publish(folder, "a"), publish(folder, "a", "b")
    next(first.path.glob("*.fld")).unlink()

    with pytest.raises(BuildError):
        folder.rollback()

    assert folder.live_id() == second.id
    assert folder.held(second.manifest.content) is None
