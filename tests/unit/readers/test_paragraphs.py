from indexer.readers.paragraphs import paragraphs


def test_lines_wrapped_by_hand_are_joined() -> None:
    text = "The first line of the text ends here\nbecause the next word had no room.\n\nNext one."

    assert list(paragraphs(text)) == [
        "The first line of the text ends here because the next word had no room.",
        "Next one.",
    ]


def test_line_ends_that_are_meant_are_kept() -> None:
    text = "Bring:\n- a radio, charged the night before the shift\n- water\nThen go."

    assert list(paragraphs(text)) == [text]


def test_long_lines_are_paragraphs() -> None:
    long = "word " * 40

    assert list(paragraphs(f"{long}\n{long}")) == [f"{long.rstrip()}\n{long.rstrip()}"]


def test_a_word_divided_at_its_hyphen_is_one_again() -> None:
    text = "What an officer can do about a short de-\nescalation of a call before anybody comes."

    assert list(paragraphs(text)) == [
        "What an officer can do about a short de-escalation of a call before anybody comes."
    ]


def test_a_hanging_hyphen_keeps_its_space() -> None:
    text = "What the agency decided about its short-\nand long-term plans for everyone."

    assert list(paragraphs(text)) == [
        "What the agency decided about its short- and long-term plans for everyone."
    ]
