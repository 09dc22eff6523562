import pytest

from indexer.slug import MAX_SLUG, distinct_slug, permanent_slug, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Stops, Searches, and Arrests", "stops-searches-and-arrests"),
        ("Café – Søren’s Straße", "cafe-soren-s-strasse"),
        ("  --Use of Force--  ", "use-of-force"),
        ("guides/Crisis Team (2nd).pdf", "guides-crisis-team-2nd-pdf"),
        ("!!!", ""),
    ],
)
def test_a_slug_is_the_name_in_plain_ascii(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_names_in_other_scripts_keep_ids_of_their_own() -> None:
    first, second = permanent_slug("訓練.pdf"), permanent_slug("研究.pdf")

    assert first != second
    assert first.startswith("pdf-")
    assert permanent_slug("訓練") != ""


def test_a_long_name_is_cut_but_stays_its_own() -> None:
    first, second = permanent_slug("a" * 300), permanent_slug("a" * 301)

    assert len(first) <= MAX_SLUG
    assert first != second


def test_a_slug_without_losses_carries_no_mark() -> None:
    assert permanent_slug("guides/cit.pdf") == "guides-cit-pdf"


def test_the_second_of_two_equal_slugs_gets_a_number() -> None:
    assert distinct_slug("force", {"force", "force-2"}) == "force-3"
    assert distinct_slug("force", set()) == "force"
