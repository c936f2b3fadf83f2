"""Parts of a table put together: as pandas does it, and the parts let go."""

import numpy as np
import pandas as pd
import pytest

from stockposture.decomposition.items.join import joined


def test_as_pandas_does_it():
    parts = [
        pd.DataFrame({"sku": ["a", "b"], "buffer": [1.0, np.nan], "open": [True, False], "rank": [1, 2]}),
        pd.DataFrame({"sku": ["c"], "buffer": [3.0], "open": [True], "rank": [3]}),
        pd.DataFrame({"sku": [None], "buffer": [np.nan], "open": [False], "rank": [4]}),
    ]
    expected = pd.concat(parts, ignore_index=True)
    pd.testing.assert_frame_equal(joined(parts), expected)
    assert parts == []


def test_numbers_of_another_type_are_refused():
    with pytest.raises(TypeError, match="column rank is float64 in one part and int64 in another"):
        joined([pd.DataFrame({"rank": [1]}), pd.DataFrame({"rank": [1.5]})])
