"""What refers to the languages that there are."""

import pytest

from indexer.languages import language_of


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("es", "es"),
        ("es-MX", "es"),
        (" ES_mx ", "es"),
        ("es-419", "es"),
        ("spa", "es"),
        ("Spanish", "es"),
        ("Español", "es"),
        ("en-US", "en"),
        ("EN", "en"),
        ("eng-US", "en"),
        ("de-AT", "de"),
        ("ger", "de"),
        ("Deutsch", "de"),
        ("fr", None),
        ("", None),
        (None, None),
        ("English; Spanish", None),
        ("e", None),
        ("est", None),
    ],
)
def test_a_tag_refers_to_a_language_that_has_an_analyzer(tag, language):
    assert language_of(tag) == language
