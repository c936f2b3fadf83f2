"""Ctrl-C while threads are at work: nobody waits for them; any other end waits."""

import threading
from contextlib import suppress

import pytest

from stockposture.simulation.run import _threads


@pytest.mark.parametrize(
    ("error", "is_waited_for"),
    [(KeyboardInterrupt, False), (ZeroDivisionError, True), (GeneratorExit, True), (None, True)],
)
def test_threads_at_the_end(error, is_waited_for):
    gate = threading.Event()
    with suppress(BaseException), _threads(1) as pool:
        future = pool.submit(gate.wait, 0.5 if is_waited_for else 60.0)
        if error is not None:
            raise error
    assert future.done() is is_waited_for
    gate.set()
