from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.config import ReadingConfig
from indexer.errors import ReadError
from indexer.readers.captions.cues import cues_of
from indexer.readers.captions.reader import ENOUGH_WORDS, read_srt, read_vtt
from indexer.readers.passages import MAX_JOINED, MAX_WORDS
from indexer.readers.sandbox.guard import GuardedReader
from indexer.resource import Passage

NONE = "it contains no captions with times; export the captions as WebVTT or SubRip again, or remove the file"


@pytest.fixture(scope="module")
def reader() -> Iterator[GuardedReader]:
    with GuardedReader(ReadingConfig(wall_seconds=900)) as made:
        yield made


def stamp(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02}:{rest:06.3f}"


def captions(*cues: tuple[float, float, str]) -> bytes:
    """A WebVTT file of (start, end, text)."""
    blocks = [f"{stamp(start)} --> {stamp(end)}\n{text}\n" for start, end, text in cues]
    return "\n".join(["WEBVTT\n", *blocks]).encode()


def passages(*cues: tuple[float, float, str]) -> list[tuple[float | None, str]]:
    return [(one.place.seconds, one.text) for one in read_vtt(captions(*cues), "x.vtt").passages]


def words(passage: Passage) -> int:
    return len(passage.text.split())


def test_a_passage_begins_with_the_second_of_its_first_caption() -> None:
    talk = [(10 + 3.0 * number, 13 + 3.0 * number, f"now {number} is said here.") for number in range(100)]

    result = read_vtt(captions(*talk), "x.vtt").passages

    assert [one.place.seconds for one in result] == [10, 70, 130, 190, 250]
    assert {words(one) for one in result} == {ENOUGH_WORDS}
    assert {(one.place.page, one.place.anchor, one.place.heading) for one in result} == {(None, None, ())}


def test_a_passage_ends_at_a_sentence_not_in_it() -> None:
    talk = [(3.0 * number, 3.0 * number + 3, f"{number} goes on and on") for number in range(40)]
    talk[24] = (72.0, 75.0, "and so it ends.")

    result = read_vtt(captions(*talk), "x.vtt").passages

    assert [one.place.seconds for one in result] == [0, 75]
    assert result[0].text.endswith("so it ends.")


def test_speech_without_sentences_is_divided_at_the_limit() -> None:
    talk = [(2.0 * number, 2.0 * number + 2, f"no end of {number} in sight") for number in range(200)]

    result = read_vtt(captions(*talk), "x.vtt").passages

    assert max(words(one) for one in result) <= MAX_WORDS
    assert sum(words(one) for one in result) == 1200


def test_a_breath_ends_a_long_passage() -> None:
    first = [(float(number), number + 1.0, f"no end of {number} in sight") for number in range(20)]
    second = [(float(number), number + 1.0, f"no end of {number} in sight") for number in range(23, 33)]

    assert [seconds for seconds, _ in passages(*first, *second)] == [0, 23]


def test_what_is_said_after_another_scene_is_another_passage() -> None:
    assert passages((1, 2, "Look."), (40, 41, "See?")) == [(1, "Look."), (40, "See?")]


def test_a_short_rest_joins_the_passage_before_it() -> None:
    talk = [(3.0 * number, 3.0 * number + 3, f"now {number} is said here.") for number in range(21)]

    assert [one for one, _ in passages(*talk)] == [0]


def test_a_caption_that_repeats_after_a_while_was_said_twice() -> None:
    assert passages((1, 2, "Stop."), (2, 3, "Stop.")) == [(1, "Stop.")]
    assert passages((1, 2, "Stop."), (3, 4, "Stop.")) == [(1, "Stop. Stop.")]


def test_a_caption_that_grows_is_said_once() -> None:
    grown = [
        (1, 2, "the first"),
        (2, 3, "the first step"),
        (3, 4, "the first step\nis"),
        (4, 5, "is\nto ask"),
    ]

    assert passages(*grown) == [(1, "the first step is to ask")]


def test_a_speaker_is_named_anew_in_each_passage() -> None:
    talk = [
        (3.0 * number, 3.0 * number + 3, f"<v Anna>now {number} is said here.</v>") for number in range(40)
    ]

    assert [text.count("Anna:") for _, text in passages(*talk)] == [1, 1]


def test_captions_out_of_order_are_put_in_order() -> None:
    assert passages((5, 6, "second"), (1, 2, "first")) == [(1, "first second")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_are_found(encoding: str, line_end: str) -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nSí, “así”.\n".replace("\n", line_end)

    assert [one.text for one in read_vtt(text.encode(encoding), "x.vtt").passages] == ["Sí, “así”."]


@pytest.mark.parametrize(
    ("times", "start"),
    [
        ("00:01.000 --> 00:02.000", 1.0),
        ("1:2:3.4 --> 1:2:4.4", 3723.4),
        ("00:00:01,25 --> 00:00:02,000", 1.25),
        ("00:00:01, 250 --> 00:00:02, 000", 1.25),
        ("00:00:01 --> 00:00:02", 1.0),
        ("00:01.000 -> 00:02.000", 1.0),
        ("00:01.000-->00:02.000 align:start", 1.0),
        ("00:01.000 -->", 1.0),
        ("  00:01.000 --> 00:00.500", 1.0),
        ("-00:01.000 --> 00:02.000", 0.0),
        ("100:00:00.000 --> 100:00:01.000", 360_000.0),
        ("90:00.000 --> 91:00.000", 5400.0),
    ],
)
def test_times_are_read_however_they_are_written(times: str, start: float) -> None:
    [cue] = cues_of(f"1\n{times}\nWords\n")

    assert (cue.start, [line.text for line in cue.lines]) == (start, ["Words"])
    assert cue.end >= cue.start


@pytest.mark.parametrize("line", ["10:30 is when --> it ends", "--> 00:02.000", "00:01.000", "1 --> 2"])
def test_what_is_no_time_is_text(line: str) -> None:
    [cue] = cues_of(f"00:01.000 --> 00:02.000\n{line}\n")

    assert [part.text for part in cue.lines] == [line]


@pytest.mark.parametrize(
    "text", ["WEBVTT\n", "WEBVTT\n\nNOTE only this\n", "Some words.\n\nAnd more.", "1\n\n2\n", "\n \n"]
)
def test_a_file_without_captions_is_refused(text: str) -> None:
    for read in (read_vtt, read_srt):
        with pytest.raises(ReadError, match=r"no captions with times") as caught:
            read(text.encode(), "x.vtt")
        assert str(caught.value) == f"x.vtt: {NONE}"


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ReadError, match="it is not text"):
        read_srt(b"1\n00:00:01,000 --> 00:00:02,000\n\x00\x01", "x.srt")


def test_one_caption_of_a_megabyte_is_divided() -> None:
    result = read_vtt(captions((1, 2, "word " * 200_000)), "x.vtt").passages

    assert len(result) == 800
    assert {one.place.seconds for one in result} == {1}
    assert max(words(one) for one in result) <= MAX_JOINED


CUE = "00:01.000 --> 00:02.000\n"
HOSTILE = {
    "open tags": CUE + "<v" * 400_000,
    "voices": CUE + "<v " * 300_000 + " " * 300_000,
    "overrides": CUE + "{\\" * 400_000,
    "entities": CUE + "&" * 800_000,
    "pictures": CUE + ".jpg#" * 200_000 + " x",
    "times": "00:01.000 --> " * 60_000 + "\n" + CUE + "x",
    "spaces": CUE + "x" + " " * 800_000 + "y",
    "numbers": ("1\n\n" * 200_000) + CUE + "x",
    "rows": (CUE + "a\n" * 100_000 + "\n") * 2,
    "cues": (CUE + "a\n\n") * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_cost_much_is_read_in_time(reader: GuardedReader, tmp_path: Path, name: str) -> None:
    path = tmp_path / "hostile.vtt"
    path.write_text(HOSTILE[name])

    assert reader.read(path, "vtt", "hostile.vtt").passages is not None


def test_the_guarded_reader_hands_the_seconds_on(reader: GuardedReader, tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(b"1\r\n00:01:23,456 --> 00:01:25,000\r\nHello.\r\n")
    bad = tmp_path / "b.srt"
    bad.write_bytes(b"Hello.")

    [passage] = reader.read(path, "srt", "a.srt").passages

    assert (passage.text, passage.place.seconds) == ("Hello.", 83.456)
    with pytest.raises(ReadError, match="no captions with times"):
        reader.read(bad, "srt", "b.srt")
