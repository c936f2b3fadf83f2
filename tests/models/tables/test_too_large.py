"""Numbers that no catalogue holds are refused before anything is reckoned with them.

A demand of 1e300 a day overran the theory's tables and ended the process by a segmentation fault.
"""

import numpy as np
import pandas as pd
import pytest
from pydantic import ValidationError

from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.check_table import check_table
from stockposture_models.tables.column_spec import Kind, specs_of
from stockposture_models.tables.item import Item
from stockposture_models.tables.raw import RawTable

ITEM = {"sku": "A", "demand_mean": "4", "demand_sd": "2", "stockout_cost": "9"}
#: Columns in which blank means unlimited: a large number says no more than that.
UNLIMITED = {"max_buffer", "shelf_life_days", "capacity", "capacity_m3"}


def faults(**cells):
    columns = {name: pd.Series([text], dtype="str") for name, text in (ITEM | cells).items()}
    _, findings = check_table(RawTable("items", "items.csv", columns, np.array([2])), Item)
    return [finding for finding in findings if finding.is_fault]


@pytest.mark.parametrize("column", ["demand_mean", "demand_sd", "stockout_cost", "unit_volume", "min_buffer"])
@pytest.mark.parametrize("text", ["1e12", "1e308"])
def test_a_number_too_large_to_reckon_with_is_refused(column, text):
    (fault,) = faults(**{column: text})
    assert (fault.row, fault.column, fault.value) == (2, column, text)
    assert fault.problem == "is too large: 1e+12 or more"
    assert "units/day" in fault.remedy or column != "demand_mean"
    with pytest.raises(ValidationError, match=r"less than 1e\+12"):
        Item.model_validate(ITEM | {column: text})


def test_the_largest_number_taken():
    assert faults(stockout_cost="999999999999") == []


def test_where_blank_means_unlimited_any_number_will_do():
    assert faults(max_buffer="1e30", shelf_life_days="1e30") == []


def test_every_other_number_has_an_upper_end():
    for model in ROW_MODELS.values():
        for spec in specs_of(model).values():
            if spec.kind is Kind.NUMBER and spec.name not in UNLIMITED:
                assert (spec.le, spec.lt, spec.too_large) != (None, None, None), f"{model.table}.{spec.name}"
