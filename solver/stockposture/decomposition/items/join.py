"""Tables in parts, put together without holding all of them twice."""

from typing import Any

import numpy as np
import pandas as pd


def joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of all parts, one part after the other; the list is emptied.

    Parameters
    ----------
    parts
        At least one, all with the same columns of the same types.

    Raises
    ------
    TypeError
        A column of numbers has another type in one part than in the first.

    Examples
    --------
    >>> joined([pd.DataFrame({"sku": ["a"], "buffer": [1.0]}), pd.DataFrame({"sku": ["b"], "buffer": [2.5]})])
      sku  buffer
    0   a     1.0
    1   b     2.5
    """
    types, count = parts[0].dtypes.to_dict(), sum(map(len, parts))
    numbers: dict[Any, np.ndarray[Any, Any]] = {
        name: np.empty(count, dtype=kind) for name, kind in types.items() if isinstance(kind, np.dtype)
    }
    others: dict[Any, list[pd.Series]] = {name: [] for name in types if name not in numbers}
    parts.reverse()
    begin = 0
    while parts:
        part = parts.pop()
        end = begin + len(part)
        for name, whole in numbers.items():
            values = part[name].to_numpy()
            if values.dtype != whole.dtype:
                raise TypeError(f"column {name} is {values.dtype} in one part and {whole.dtype} in another")
            # Written where they belong, or the columns would keep the part's block of memory until the last goes.
            whole[begin:end] = values
        for name, columns in others.items():
            columns.append(part[name])
        begin = end
    # With copy=False each column stays what it is: gathered into blocks they would all be held twice again.
    return pd.DataFrame(
        {name: numbers[name] if name in numbers else pd.concat(others.pop(name), ignore_index=True) for name in types},
        copy=False,
    )
