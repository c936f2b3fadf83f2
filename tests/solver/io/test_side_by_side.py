"""Works side by side: all are done, or the first fault is raised when none goes on."""

import time

import pytest

from stockposture.io.side_by_side import side_by_side


def test_all_are_done():
    done: list[int] = []
    side_by_side([lambda number=number: done.append(number) for number in range(5)])
    assert sorted(done) == [0, 1, 2, 3, 4]
    side_by_side([])


def test_a_fault_is_raised_when_all_have_ended():
    ended: list[str] = []

    def refuse() -> None:
        raise OSError(28, "No space left on device")

    def slow() -> None:
        time.sleep(0.05)
        ended.append("slow")

    with pytest.raises(OSError, match="No space"):
        side_by_side([refuse, slow])
    before = list(ended)
    time.sleep(0.1)
    assert ended == before
