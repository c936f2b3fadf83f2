"""The tables of a profile put together as a checked case."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from stockposture_models.errors import BadInputError
from stockposture_models.tables.case import ROW_MODELS, Case
from stockposture_models.tables.check_case import check_case
from stockposture_models.tables.raw import RawTable


def make_case(tables: Mapping[str, pd.DataFrame], settings: Mapping[str, object]) -> Case:
    """Return the case, checked like any other; columns that are none of a row model are left out.

    Parameters
    ----------
    tables
        Table to its columns; those that are absent get their defaults.
    settings
        Settings that differ from their defaults.

    Raises
    ------
    BadInputError
        If a figure made from the history is none a case can hold.
    """
    raws = []
    for name, table in tables.items():
        columns = {column: table[column] for column in ROW_MODELS[name].model_fields if column in table}
        rows = np.arange(len(table), dtype=np.int64) + 2
        raws.append(RawTable(name, f"{name}.csv", columns, rows))
    case, findings = check_case(raws, settings, source="the profiled case")
    if case is None:
        raise BadInputError(findings)
    return case
