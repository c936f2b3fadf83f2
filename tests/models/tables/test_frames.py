"""A case from data frames; its digest; its order."""

import numpy as np
import pandas as pd
import pytest

from stockposture_models.errors import BadInputError
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.frames import case_from_frames
from stockposture_models.tables.settings import Settings


@pytest.fixture
def three_items() -> dict[str, pd.DataFrame]:
    """Three items, out of order, two suppliers; only required columns."""
    return {
        "items": pd.DataFrame(
            {
                "sku": ["C", "A", "B"],
                "demand_mean": [3, 1, 2],
                "demand_sd": 1.0,
                "stockout_cost": [30, 10, 20],
            }
        ),
        "suppliers": pd.DataFrame({"supplier": ["Near", "Far"]}),
        "offers": pd.DataFrame(
            {
                "sku": ["B", "C", "A", "C"],
                "supplier": ["Far", "Near", "Far", "Far"],
                "unit_price": [2.0, 3.5, 1.0, 3.0],
                "lead_time_days": [30, 5, 30, 30],
            }
        ),
    }


def test_only_required_columns_are_needed(three_items):
    case = case_from_frames(**three_items)
    for table, model in ROW_MODELS.items():
        assert list(getattr(case, table).columns) == list(model.model_fields)
    assert case.items["sku"].tolist() == ["A", "B", "C"]
    assert case.items["demand_mean"].tolist() == [1, 2, 3]
    assert case.offers[["sku", "supplier"]].to_numpy().tolist() == [
        ["A", "Far"],
        ["B", "Far"],
        ["C", "Far"],
        ["C", "Near"],
    ]
    assert case.offers["unit_price"].tolist() == [1, 2, 3, 3.5]


def test_types_of_the_columns(three_items):
    case = case_from_frames(**three_items)
    items, offers = case.items, case.offers
    assert items["criticality"].dtype == np.int64
    assert items["demand_mean"].dtype == np.float64
    assert items["max_buffer"].dtype == np.float64
    assert offers["incumbent"].dtype == np.bool_
    assert pd.api.types.is_string_dtype(items["sku"])
    assert isinstance(items.index, pd.RangeIndex)


def test_order_of_rows_and_columns_does_not_matter(three_items):
    one = case_from_frames(**three_items)
    turned = {name: frame.iloc[::-1, ::-1] for name, frame in three_items.items()}
    assert case_from_frames(**turned).digest == one.digest


def test_every_value_and_setting_matters(three_items):
    digests = {case_from_frames(**three_items).digest}
    for table, column, value in [
        ("items", "demand_mean", 4),
        ("items", "sku", "D"),
        ("offers", "unit_price", 9),
    ]:
        changed = {name: frame.copy() for name, frame in three_items.items()}
        changed[table].loc[0, column] = value
        if column == "sku":
            changed["offers"]["sku"] = changed["offers"]["sku"].replace("C", "D")
        digests.add(case_from_frames(**changed).digest)
    digests.add(case_from_frames(**three_items, settings=Settings(capital_cap=5)).digest)
    digests.add(case_from_frames(**three_items, settings={"holding_rate": 0.25}).digest)
    assert len(digests) == 6


def test_changed_settings_change_the_digest(three_items):
    case = case_from_frames(**three_items)
    capped = case.with_settings(capital_cap=5.0)
    assert capped.digest == case_from_frames(**three_items, settings={"capital_cap": 5}).digest != case.digest


def test_text_cannot_move_between_cells_unnoticed(three_items):
    ab = three_items["items"].assign(description=["ab", "c", ""], product_line="")
    a_b = three_items["items"].assign(description=["a", "bc", ""], product_line="")
    one = case_from_frames(**(three_items | {"items": ab}))
    other = case_from_frames(**(three_items | {"items": a_b}))
    assert one.digest != other.digest


def test_inputs_are_not_changed(three_items):
    three_items["items"]["max_buffer"] = [1e30, np.nan, 200.0]
    before = {name: frame.copy(deep=True) for name, frame in three_items.items()}
    case = case_from_frames(**three_items)
    assert case.items["max_buffer"].isna().tolist() == [True, False, True]
    for name, frame in three_items.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_missing_is_blank_in_every_guise(three_items):
    three_items["items"]["max_buffer"] = [None, pd.NA, 40]
    three_items["items"]["warehouse"] = [None, np.nan, ""]
    case = case_from_frames(**three_items)
    assert case.items["max_buffer"].fillna(-1).tolist() == [-1, 40, -1]
    assert case.items["warehouse"].tolist() == ["", "", ""]


@pytest.mark.parametrize(
    ("column", "values", "problem"),
    [
        ("sku", [1, 2, 3], "not text"),
        ("sku", ["A", "B", 3], "number or date"),
        ("demand_mean", [True, False, True], "true/false"),
        ("demand_mean", [True, 2.0, 3.0], "true/false"),
        ("demand_mean", pd.to_datetime(["2026-01-01"] * 3), "not a number"),
        ("demand_mean", [1.0, np.inf, 2.0], "not a finite"),
        ("demand_mean", ["1", 2, None], "blank in a required"),
    ],
)
def test_refused(three_items, column, values, problem):
    three_items["items"][column] = values
    with pytest.raises(BadInputError) as caught:
        case_from_frames(**three_items)
    (*_, finding) = [found for found in caught.value.findings if found.column == column and found.file == "items"]
    assert problem in finding.problem
    assert finding.remedy
    assert finding.row is not None


def test_mixed_numbers_and_text_are_read(three_items):
    three_items["items"]["demand_mean"] = pd.Series(["3", 1, 2.0], dtype=object)
    assert case_from_frames(**three_items).items["demand_mean"].tolist() == [1, 2, 3]


def test_header_faults(three_items):
    three_items["items"] = three_items["items"].rename(columns={"demand_mean": "demand_maen"})
    three_items["offers"] = three_items["offers"].drop(columns="unit_price")
    with pytest.raises(BadInputError) as caught:
        case_from_frames(**three_items)
    assert {(finding.file, finding.column) for finding in caught.value.findings if finding.is_fault} == {
        ("items", "demand_maen"),
        ("offers", "unit_price"),
    }


def test_a_table_without_its_key_is_one_fault(three_items):
    three_items["items"] = three_items["items"].drop(columns="sku")
    with pytest.raises(BadInputError) as caught:
        case_from_frames(**three_items)
    (finding,) = caught.value.findings
    assert (finding.file, finding.column) == ("items", "sku")


def test_many_faults_are_shown_by_kind_and_kept_in_full(three_items):
    count = 400
    items = pd.DataFrame(
        {"sku": [f"S{i}" for i in range(count)], "demand_mean": "x", "demand_sd": -1, "stockout_cost": 1}
    )
    offers = pd.DataFrame({"sku": items["sku"], "supplier": "Far", "unit_price": 1, "lead_time_days": 3})
    with pytest.raises(BadInputError) as caught:
        case_from_frames(items=items, suppliers=three_items["suppliers"], offers=offers)
    message = str(caught.value)
    assert sum(finding.is_fault for finding in caught.value.findings) == 2 * count
    assert message.startswith("800 faults in the input:")
    assert len(message.splitlines()) < 60
    assert "... and 750 more; in all:" in message
    assert "400 x items, column demand_sd: is negative" in message
    assert "--json" in message


def test_a_supplier_name_that_would_split_in_a_plan_is_refused() -> None:
    # Plans separate suppliers by |: "S|T" would read back as two.
    with pytest.raises(BadInputError, match=r"S\|T"):
        case_from_frames(
            items=pd.DataFrame({"sku": ["A"], "demand_mean": 4, "demand_sd": 2, "stockout_cost": 30}),
            suppliers=pd.DataFrame({"supplier": ["S|T"]}),
            offers=pd.DataFrame({"sku": ["A"], "supplier": ["S|T"], "unit_price": 9, "lead_time_days": 5}),
        )


def test_what_is_replaced_has_a_digest_of_its_own(three_items):
    case = case_from_frames(**three_items)
    dearer = {**three_items, "items": three_items["items"].assign(stockout_cost=[60, 20, 40])}
    replaced = case.replace(items=case.items.assign(stockout_cost=case.items["stockout_cost"] * 2))
    assert replaced.digest == case_from_frames(**dearer).digest != case.digest
    assert replaced == case_from_frames(**dearer)
    changed = case.replace(settings=case.settings.model_copy(update={"holding_rate": 0.5}))
    assert changed.digest == case.with_settings(holding_rate=0.5).digest != case.digest
    assert case.replace(findings=()).digest == case.digest
    assert case.replace(items=case.items, digest="").digest == ""
