"""A column as it was found, in Arrow form: the one shape all column checks work on."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """One column before checking.

    Parameters
    ----------
    array
        (n,) Arrow array: text, numbers, flags, dates, or nulls only.
    typed
        (n,) ``True`` where the source held something else than text (a number, a date); ``None`` if the whole
        array tells. Only columns of mixed Python objects need it: their ``array`` is text.
    """

    array: Any
    typed: Mask | None = None

    def __len__(self) -> int:
        return len(self.array)

    @property
    def is_text(self) -> bool:
        """Whether the cells are text (or mixed objects turned into text)."""
        return is_text(self.array.type)

    @property
    def not_text(self) -> Mask:
        """(n,) Cells that hold something else than text and are not blank."""
        if self.typed is not None:
            return self.typed
        if self.is_text:
            return np.zeros(len(self.array), dtype=bool)
        return as_mask(pc.is_valid(self.array))


def is_text(kind: Any) -> bool:
    """Return whether an Arrow type is a kind of text."""
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def as_mask(array: Any) -> Mask:
    """Return an Arrow boolean array without nulls as a NumPy mask."""
    mask: Mask = array.to_numpy(zero_copy_only=False).astype(bool)
    return mask


def is_blank(value: object) -> bool:
    """Return whether a Python value stands for a blank cell; text never does."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def shown(value: object) -> str:
    """Return a Python value as a person would type it: whole floats without ``.0``."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def _mixed(values: pd.Series) -> Found:
    """Turn a column of mixed Python objects into text, remembering what was not text."""
    texts = ["" if is_blank(value) else shown(value) for value in values]
    typed = [not (is_blank(value) or isinstance(value, str)) for value in values]
    return Found(pa.array(texts, type=pa.large_string()), np.array(typed, dtype=bool))


def found(values: pd.Series) -> Found:
    """Bring a column of any source into Arrow form; text has ``""`` for blank.

    Parameters
    ----------
    values
        (n,) text, typed or mixed values.
    """
    try:
        array = pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
        return _mixed(values)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if is_text(array.type):
        if not pa.types.is_large_string(array.type):
            array = pc.cast(array, pa.large_string())
        return Found(pc.fill_null(array, "") if array.null_count else array)
    return Found(array)
