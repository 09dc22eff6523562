import pytest

from indexer.readers.pdf.hyphens import Hyphens


@pytest.mark.parametrize(
    ("document", "before", "after", "expected"),
    [
        ("", "the infor", "mation was", "the information was"),
        ("information", "the infor", "mation was", "the information was"),
        ("De-escalation works", "about de", "escalation now", "about de-escalation now"),
        ("deescalation, de-escalation, De-escalation", "de", "escalation", "de-escalation"),
        ("deescalation deescalation de-escalation", "de", "escalation", "deescalation"),
        ("", "Anglo", "Saxon", "Anglo-Saxon"),
        ("", "face-to", "face talk", "face-to-face talk"),
        ("", "call 9", "1-1", "call 9-1-1"),
        ("", "2019", "2020", "2019-2020"),
        ("café", "ca", "fé", "café"),
    ],
)
def test_the_document_tells_which_hyphens_belong_to_a_word(
    document: str, before: str, after: str, expected: str
) -> None:
    assert Hyphens([document]).joined(before, after) == expected
