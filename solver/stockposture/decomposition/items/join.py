"""Tables in parts, put together without holding all of them twice."""

import pandas as pd


def joined(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of all parts, one part after the other; the list is emptied.

    Parameters
    ----------
    parts
        At least one, all with the same columns.

    Examples
    --------
    >>> joined([pd.DataFrame({"sku": ["a"], "buffer": [1.0]}), pd.DataFrame({"sku": ["b"], "buffer": [2.5]})])
      sku  buffer
    0   a     1.0
    1   b     2.5
    """
    names = list(parts[0].columns)
    columns: list[dict[str, pd.Series]] = []
    parts.reverse()
    while parts:
        # Copies, or the columns would keep the part's block of memory until the last of them goes.
        part = parts.pop()
        columns.append({name: part[name].copy() for name in names})
    # With copy=False each column stays what it is: gathered into blocks they would all be held twice again.
    whole = {name: pd.concat([column.pop(name) for column in columns], ignore_index=True) for name in names}
    return pd.DataFrame(whole, copy=False)
