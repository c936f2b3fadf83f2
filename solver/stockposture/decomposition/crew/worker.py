"""A worker process of ours: does what its driver sends, one call after the other, and ends with its driver."""

import gc
import os
import queue
import signal
import threading
from typing import BinaryIO

import numpy as np

from stockposture.decomposition.crew.actors import Raised
from stockposture.decomposition.crew.heap import Spare
from stockposture.decomposition.crew.parcels import make_call, pack
from stockposture.highs.frames import Frame, read_frame, write_frame

#: New objects after which Python looks for garbage: while modules load there is none.
_COLLECT_AFTER = 50_000


def parcel_frame(kind: str, parcel: bytes) -> Frame:
    """Return a message that holds a parcel."""
    return Frame(kind, arrays={"parcel": np.frombuffer(parcel, dtype=np.uint8)})


def parcel_of(frame: Frame) -> memoryview:
    """Return the parcel of a message."""
    return frame.arrays["parcel"].data


def main() -> None:
    """Answer calls until the driver closes our standard input."""
    gc.set_threshold(_COLLECT_AFTER)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to act on
    out = os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not land among the messages.
    os.dup2(2, 1)
    inbox: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    stdin = os.fdopen(os.dup(0), "rb", buffering=0)
    threading.Thread(target=_receive, args=(stdin, inbox), daemon=True).start()
    spare = Spare()
    while True:
        answer = _answer(inbox.get())
        try:
            write_frame(out, answer)
        except BrokenPipeError:
            os._exit(0)
        del answer
        spare.tend()


def _receive(stdin: BinaryIO, inbox: "queue.SimpleQueue[Frame]") -> None:
    """Read on while a call is worked on: the end of the stream is the end of the driver, and of us."""
    try:
        while (frame := read_frame(stdin)) is not None:
            inbox.put(frame)
    finally:
        os._exit(0)


def _answer(frame: Frame) -> Frame:
    try:
        return parcel_frame("returned", pack(make_call(parcel_of(frame))))
    except Exception as error:  # noqa: BLE001 - the driver's to handle
        return parcel_frame("raised", pack(Raised(error)))
