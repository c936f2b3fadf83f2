"""The digest of a case: the same values give the same digest, whatever the format and order of rows."""

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stockposture_models.tables.found import found
from stockposture_models.tables.settings import Settings

#: Raised when what is hashed, or how, changes.
VERSION = b"stockposture-case-1"


def _text_parts(values: pd.Series) -> list[Any]:
    """Return lengths and characters of a text column, whatever offsets Arrow holds it with."""
    array = found(values).array
    if not pa.types.is_large_string(array.type):
        array = pa.array(np.full(len(values), ""), type=pa.large_string())
    lengths = pc.binary_length(array).to_numpy(zero_copy_only=False).astype("<i8")
    offsets = np.frombuffer(array.buffers()[1], dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    data = array.buffers()[2]
    characters = memoryview(data)[offsets[0] : offsets[-1]] if data is not None and len(array) else b""
    return [np.ascontiguousarray(lengths), characters]


def _parts(values: pd.Series) -> list[Any]:
    """Return the bytes of a column: little-endian, one kind of nan, no negative zero."""
    kind = values.dtype.kind
    if kind == "f":
        numbers = values.to_numpy(dtype="<f8") + 0.0
        numbers[np.isnan(numbers)] = np.nan
        return [numbers]
    if kind == "b":
        return [values.to_numpy(dtype=np.uint8)]
    if kind in "iu":
        return [values.to_numpy(dtype="<i8")]
    return _text_parts(values)


def digest_of(frames: Mapping[str, pd.DataFrame], settings: Settings) -> str:
    """Return the SHA-256 of sorted tables and settings, hexadecimal.

    Parameters
    ----------
    frames
        Table name to checked table, sorted by its key.
    settings
        Settings of the case.
    """
    total = hashlib.sha256(VERSION)
    for table in sorted(frames):
        frame = frames[table]
        for name in frame.columns:
            total.update(f"\0{table}.{name}:{len(frame)}\0".encode())
            for part in _parts(frame[name]):
                total.update(part)
    total.update(settings.model_dump_json().encode())
    return total.hexdigest()
