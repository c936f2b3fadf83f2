"""Messages between a session and its worker: a JSON head and raw arrays. Never pickle.

A message is ``MAGIC``, the head's length (8 bytes, little endian), the head (JSON: ``kind``, ``fields``, and
name, dtype and byte count of each array), then the arrays' bytes in that order.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

MAGIC = b"STKP"
_PREFIX = struct.Struct("<4sQ")
#: Types an array may have; anything else in a head is refused.
_DTYPES = frozenset({"<f8", "<i4", "<i8", "|u1"})


class FrameError(ValueError):
    """The stream does not hold a message where one should begin."""


@dataclass(frozen=True)
class Frame:
    """One message.

    Parameters
    ----------
    kind
        What it says, e.g. ``solve`` or ``incumbent``.
    fields
        Plain JSON values; infinities are allowed.
    arrays
        One-dimensional arrays by name.
    """

    kind: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    arrays: Mapping[str, NDArray[Any]] = field(default_factory=dict)


def write_frame(stream: BinaryIO, frame: Frame) -> None:
    """Write a message and flush."""
    arrays = {name: np.ascontiguousarray(array) for name, array in frame.arrays.items()}
    index = [[name, array.dtype.str, array.nbytes] for name, array in arrays.items()]
    head = json.dumps({"kind": frame.kind, "fields": dict(frame.fields), "arrays": index}).encode()
    _write_all(stream, _PREFIX.pack(MAGIC, len(head)) + head)
    for array in arrays.values():
        if array.size:
            _write_all(stream, array.view(np.uint8).data)
    stream.flush()


def read_frame(stream: BinaryIO) -> Frame | None:
    """Read the next message; ``None`` where the stream ends between messages.

    Raises
    ------
    FrameError
        If the bytes are no message, or the stream ends within one.
    """
    prefix = _read_all(stream, _PREFIX.size)
    if not prefix:
        return None
    if len(prefix) < _PREFIX.size:
        raise FrameError("the stream ended within a message")
    magic, length = _PREFIX.unpack(prefix)
    if magic != MAGIC:
        raise FrameError(f"expected a message, found {bytes(prefix)!r}")
    head = json.loads(_exactly(stream, length))
    arrays = {}
    for name, dtype, count in head["arrays"]:
        if dtype not in _DTYPES:
            raise FrameError(f"array {name!r} has type {dtype!r}; allowed are {sorted(_DTYPES)}")
        arrays[name] = np.frombuffer(_exactly(stream, count), dtype=dtype)
    return Frame(head["kind"], head["fields"], arrays)


def _write_all(stream: BinaryIO, data: bytes | memoryview) -> None:
    # An unbuffered stream may take only a part of what it is given.
    view = memoryview(data)
    while view:
        view = view[stream.write(view) :]


def _exactly(stream: BinaryIO, count: int) -> bytearray:
    data = _read_all(stream, count)
    if len(data) < count:
        raise FrameError("the stream ended within a message")
    return data


def _read_all(stream: BinaryIO, count: int) -> bytearray:
    data = bytearray()
    while len(data) < count:
        part = stream.read(min(count - len(data), 1 << 24))
        if not part:
            break
        data += part
    return data
