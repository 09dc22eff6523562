"""Origins that may show the search in a frame become part of a header: nothing else is taken for one."""

import pytest

from indexer.config.settings import EmbedConfig


@pytest.mark.parametrize(
    ("value", "origin"),
    [
        ("https://www.example.gov", "https://www.example.gov"),
        ("https://WWW.example.gov/", "https://www.example.gov"),
        ("https://*.example.gov", "https://*.example.gov"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ],
)
def test_an_origin_is_taken(value, origin):
    assert EmbedConfig(allowed_origins=(value, value)).allowed_origins == (origin,)


@pytest.mark.parametrize(
    "value",
    ["", "*", "www.example.gov", "https://", "https://example.gov/path", "https://example.gov; script-src *", "'self'", "https://a b", "https://example.gov?x", "ftp://example.gov", "https://exämple.gov", "https://a\nb"],
)  # fmt: skip
def test_what_is_none_is_refused(value):
    with pytest.raises(ValueError, match="is not the origin of a site"):
        EmbedConfig(allowed_origins=(value,))
