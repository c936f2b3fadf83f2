"""Texts of many rows at once, in Arrow's form: picked from few words, joined, and numbers as people write them."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stockposture_models.candidates.terms import Flags, Ints

#: (n,) large strings, none of them null; ``pyarrow`` has no types of its own.
Texts = Any

#: Numbers from here on are written whole; below this, as 0; between them, with three significant digits.
_WHOLE, _NOTHING, _DIGITS = 100.0, 0.001, 3
#: Whole numbers up to here are put together from their thousands and the rest.
_LARGEST = 999_999.0
#: Three digits of numbers from 0.001 on: so many decades, so many numbers in each.
_DECADES, _FIRST, _EACH = 5, 100, 900
#: Halves are rounded as the number's exact binary value says: closer than this to one, Python is asked.
_DOUBT = 1e-6


def picked(words: Sequence[str], place: Ints) -> Texts:
    """Return (n,) the word at each place; -1 is the last."""
    return pa.array(words, pa.large_string()).take(pa.array(np.where(place < 0, len(words) - 1, place)))


def joined(*parts: Texts | str) -> Texts:
    """Return (n,) parts one after the other; a plain one is the same in every row."""
    return pc.binary_join_element_wise(*(_large(part) for part in parts), pa.scalar("", pa.large_string()))


def where(condition: Flags, one: Texts | str, other: Texts | str) -> Texts:
    """Return (n,) one text where the condition holds, the other elsewhere."""
    return pc.if_else(pa.array(condition), _large(one), _large(other))


def column(texts: Texts) -> pd.Series:
    """Return texts as a column of a table."""
    return pd.Series(pd.array(texts, dtype="str"))


def figure(values: Iterable[float]) -> Texts:
    """Return numbers as people write them: whole from 100 on, else three significant digits, next to nothing as 0.

    Written by Python where they are large, negative, or in doubt; else looked up among the few thousand texts there
    are.

    >>> figure([1234.5, 99.95, 0.12345, 0.0001]).to_pylist()
    ['1,234', '100', '0.123', '0']
    """
    number = np.asarray(values, dtype=np.float64)
    whole, small = number >= _WHOLE, (number >= _NOTHING) & (number < _WHOLE)
    plain = (whole & (number < _LARGEST)) | small | ((number >= 0) & (number < _NOTHING))
    head, tail = np.zeros(len(number), dtype=np.int64), np.zeros(len(number), dtype=np.int64)
    thousands, rest = np.divmod(np.rint(number[whole & plain]).astype(np.int64), 1000)
    head[whole & plain], tail[whole & plain] = thousands, 1 + rest + 1000 * (thousands > 0)
    digits = number[small]
    decade = np.floor(np.log10(digits)).astype(np.int64)
    scaled = digits * 10.0 ** (_DIGITS - 1 - decade)
    rounded = np.rint(scaled).astype(np.int64)
    # 1000 of a decade is 100 of the next one: the places run on.
    tail[small] = 2001 + (decade + _DIGITS) * _EACH + rounded - _FIRST
    plain[small] = (np.abs(np.abs(scaled - rounded) - 0.5) > _DOUBT) & (rounded >= _FIRST)
    texts = joined(_heads().take(pa.array(head)), _tails().take(pa.array(np.where(plain, tail, 0))))
    if plain.all():
        return texts
    written = pa.array([one_figure(value) for value in number[~plain].tolist()], pa.large_string())
    return pc.replace_with_mask(texts, pa.array(~plain), written)


def one_figure(value: float) -> str:
    """Return one number as :func:`figure` does."""
    if abs(value) >= _WHOLE:
        return f"{value:,.0f}"
    return f"{value:,.3g}" if abs(value) >= _NOTHING else "0"


def _large(part: Texts | str) -> Any:
    return pa.scalar(part, pa.large_string()) if isinstance(part, str) else part


@cache
def _heads() -> Texts:
    """Return the thousands of whole numbers, nothing where there are none."""
    return pa.array(["", *(f"{thousands}," for thousands in range(1, 1000))], pa.large_string())


@cache
def _tails() -> Texts:
    """Return 0, whole numbers below 1000, the same with leading zeros, and all numbers of three digits."""
    whole = [str(rest) for rest in range(1000)]
    padded = [f"{rest:03}" for rest in range(1000)]
    places = range(-_DIGITS, -_DIGITS + _DECADES)
    digits = [f"{float(f'{n}e{place - _DIGITS + 1}'):.3g}" for place in places for n in range(_FIRST, _FIRST + _EACH)]
    # The last number of the last decade may be rounded up to the first whole one.
    return pa.array(["0", *whole, *padded, *digits, "100"], pa.large_string())
