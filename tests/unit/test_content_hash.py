"""The hash of a content knows no order and every change, and can be made of what changed alone."""

from indexer.content_hash import content_hash


def test_the_hash_of_the_content_knows_no_order_and_every_change():
    assert content_hash([("a", "1"), ("b", "2")]) == content_hash([("b", "2"), ("a", "1")])
    assert len({content_hash(one.items()) for one in ({}, {"a": "1"}, {"a": "2"}, {"b": "1"}, {"a": "1", "b": "1"}, {'a", "1': ""})}) == 6  # fmt: skip


def test_the_hash_of_the_content_after_a_change_is_made_of_what_changed():
    before, after = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "4", "d": "5"}

    changed = content_hash(
        [("b", "4"), ("d", "5")], [("b", "2"), ("c", "3")], base=content_hash(before.items())
    )

    assert changed == content_hash(after.items())
