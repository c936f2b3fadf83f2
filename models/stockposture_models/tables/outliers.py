"""Numbers that are probably in other units than the rest of their column."""

import numpy as np
from numpy.typing import NDArray

from stockposture_models.findings import Finding
from stockposture_models.tables.column_spec import ColumnSpec
from stockposture_models.tables.noted import Column, positions_of

#: How many times the column's median looks like another unit.
TIMES_MEDIAN = 1_000.0
#: Fewer positive values than this have no telling median.
FEWEST = 3
#: From here on a cap is no cap (people write 1e30 for "unlimited").
NO_CAP = 1e30


def check_outliers(column: Column, spec: ColumnSpec, values: NDArray[np.float64]) -> list[Finding]:
    """Warn of values 1,000 times the median of the column's positive values, and of yearly rates above 1.

    Parameters
    ----------
    column, spec
        The column.
    values
        (n,) numbers, ``nan`` where blank.
    """
    findings: list[Finding] = []
    likely = (values > 0) & (values < NO_CAP)
    positive = values[likely]
    if len(positive) >= FEWEST:
        median = float(np.median(positive, overwrite_input=True))  # a copy of our own
        far = positions_of(likely & (values >= TIMES_MEDIAN * median))
        problem = f"is 1,000 times the column's median ({median:g}) or more"
        remedy = f"check the units: {spec.unit} is wanted" if spec.unit else "check the units"
        findings += column.warning(far, problem, remedy)
    if spec.rate and spec.unit == "1/yr":
        problem, remedy = "is above 1, that is more than 100 % a year", "write 20 % as 0.2 or 20%"
        findings += column.warning(positions_of(values > 1), problem, remedy)
    return findings
