"""Numbers come back as they were given, few or many; and their file is nowhere to be seen."""

from pathlib import Path

import numpy as np
import pytest

from indexer.codec.merge.spill_array import SpillArray


@pytest.mark.parametrize("chunks", [0, 1, 3, 40])
def test_numbers_come_back_in_order(tmp_path: Path, chunks: int) -> None:
    numbers = np.arange(chunks * 1000)
    spilled = SpillArray(tmp_path)
    for chunk in numbers.reshape(chunks, 1000):
        spilled.append(chunk)

    found = spilled.numbers()

    assert found.dtype == np.int64
    assert found.tolist() == numbers.tolist()
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_any_type_and_order_are_taken(tmp_path: Path) -> None:
    spilled = SpillArray(tmp_path)
    spilled.append(np.array([1, 255], np.uint8))
    spilled.append(np.arange(6, dtype=np.int32)[::2])

    assert spilled.numbers().tolist() == [1, 255, 0, 2, 4]
