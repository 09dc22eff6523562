from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.encoding import decode_by_guess, decode_windows, guessed_encoding
from tests.unit.properties import steadily

TEXT = st.lists(
    st.one_of(st.binary(max_size=4), st.text(max_size=6).map(lambda text: text.encode("utf-8", "replace")))
)


@given(TEXT.map(b"".join))
@steadily(100)
def test_the_guess_is_what_the_text_is_decoded_by(data: bytes) -> None:
    found = guessed_encoding([data])

    assert (found == "ascii") == data.isascii()
    if found == "windows-1252":
        assert decode_by_guess(data) == decode_windows(data)
    elif decode_by_guess(data) != decode_windows(data):
        assert found == "utf-8"


@given(st.text(), st.integers(min_value=1, max_value=5))
@steadily(50)
def test_characters_may_be_cut_by_chunks(text: str, size: int) -> None:
    for encoding in ("utf-8", "cp1252"):
        data = text.encode(encoding, "ignore")
        chunks = [data[start : start + size] for start in range(0, len(data), size)]
        assert guessed_encoding(chunks) == guessed_encoding([data])
