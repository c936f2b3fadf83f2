"""An actor to try crews on: a state that depends on the order of its changes, and ways to go wrong."""

import os
import signal
import time
from collections import Counter as Tally
from pathlib import Path

import numpy as np

from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity

#: How often this process made each actor, by its first numbers.
MADE: Tally[tuple[float, ...]] = Tally()


class Counter:
    """Numbers that are scaled and moved."""

    def __init__(self, numbers):
        self.numbers = np.array(numbers, dtype=np.float64)
        self.moves = 0
        self.payload = tuple(numbers)
        MADE[self.payload] += 1

    def made(self):
        """How often the process that answers has made this actor."""
        return MADE[self.payload]

    def move(self, step, scale=1.0):
        """Change: neither commutes with itself nor can be told from the last call alone."""
        self.numbers = np.sin(self.numbers) * scale + step
        self.moves += 1
        return self.moves

    def total(self, weight):
        return float((self.numbers * weight).sum())

    def rows(self):
        return self.numbers

    def where(self):
        return os.getpid()

    def slow(self, seconds):
        time.sleep(seconds)
        return self.moves

    def move_slowly(self, seconds, step):
        time.sleep(seconds)
        return self.move(step)

    def fail(self, at):
        if len(self.numbers) >= at:
            raise BadInputError([Finding(Severity.FAULT, f"has {len(self.numbers)}", "take fewer")])
        return True

    def divide(self, by):
        return 1 / by

    def refuse(self):
        raise RefusedError("here", 5)

    def die_once(self, note, size):
        """Change: the worker of the partition with so many numbers kills itself, the first time only."""
        path = Path(note)
        if len(self.numbers) == size and not path.exists():
            path.write_text("died")
            os.kill(os.getpid(), signal.SIGKILL)
        return self.move(0.25)

    def die(self):
        os.kill(os.getpid(), signal.SIGKILL)


class RefusedError(Exception):
    """An error that pickle cannot put together again."""

    def __init__(self, where, how_often):
        super().__init__(f"refused {where}, {how_often} times")


def make_counter(payload):
    return Counter(payload)


PAYLOADS = [tuple(np.linspace(0, 1 + part, 3 + part)) for part in range(7)]


def work(crew):
    """Return what a little of everything gives: the same on every crew."""
    first = crew.do("total", 1.0)
    crew.change("move", 0.5)
    crew.change("move", each=[(part / 3, 1 + part / 7) for part in range(len(crew))])
    second = crew.do("total", 0.1)
    moves = crew.change("move", -0.25)
    return first, second, moves, [row.tolist() for row in crew.do("rows")]
