"""Free memory of a worker: given back once it has piled up, not time and again."""

import sys

import pytest

from stockposture.decomposition.crew import heap


@pytest.fixture
def world(monkeypatch):
    """What the process holds, and a list of what it held when it gave back; half of that goes each time."""
    told: dict[str, int] = {"held": 1_000 << 20}
    given: list[int] = []

    def give_back() -> None:
        given.append(told["held"])
        told["held"] //= 2

    monkeypatch.setattr(heap, "resident", lambda: told["held"])
    monkeypatch.setattr(heap, "give_back", give_back)
    return told, given


def test_given_back_once_it_has_grown(world):
    told, given = world
    spare = heap.Spare()
    told["held"] += heap.GROWN
    assert not spare.tend()
    told["held"] += 1
    assert spare.tend()
    # It holds 580 MB now, and counts from there.
    assert len(given) == 1
    assert not spare.tend()
    told["held"] += heap.GROWN + 1
    assert spare.tend()
    assert len(given) == 2


def test_counted_from_the_least_it_held(world):
    told, given = world
    spare = heap.Spare()
    told["held"] -= 500 << 20
    assert not spare.tend()
    told["held"] += heap.GROWN + 1
    assert spare.tend()
    assert given == [(500 << 20) + heap.GROWN + 1]


def test_nothing_given_back_where_nobody_tells(world):
    told, given = world
    told["held"] = 0
    spare = heap.Spare()
    assert not spare.tend()
    assert given == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells")
def test_what_linux_tells():
    before = heap.resident()
    held = bytearray(b"x" * (64 << 20))
    assert heap.resident() - before > 32 << 20
    assert len(held) == 64 << 20
