"""A case written is the case read."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockposture.io.case_folder import TableFormat, write_case
from stockposture.io.read import read_case
from stockposture.io.settings_toml import settings_toml
from stockposture_models.errors import FileFaultError
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.frames import case_from_frames
from stockposture_models.tables.settings import CapitalBasis, Posture, Postures, Settings

TABLES = {
    "items.csv": """\
sku,description,demand_mean,demand_sd,stockout_cost,holding_rate,max_buffer,warehouse,shelf_life_days
00012,"nut, ""M8"" <b>",0.1,0.30000000000000004,1e-7,,,MAIN,
1E5,Schraube Größe 5,3.3333333333333335,1,2,0.25,40,,90
""",
    "suppliers.csv": "supplier,nearshore,capacity\nNA,true,\nTRUE,false,5e6\n",
    "offers.csv": """\
sku,supplier,unit_price,lead_time_days,incumbent
00012,NA,1.1,3,true
1E5,NA,2.2,4,false
1E5,TRUE,2,30,false
""",
    "warehouses.csv": "warehouse,capacity_m3\nMAIN,12.5\n",
    "settings.toml": 'capital_cap = 1e6\ncurrency = "€"\nmip_gap = 1e-5\nsplit_grid = [0.25, 0.5]\n'
    "[postures.jit]\norder_interval_days = [1, 3]\nbuffer_days = [0, 4]\n",
}


@pytest.fixture
def case(tmp_path: Path):
    folder = tmp_path / "source"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_case(folder)


@pytest.fixture
def case_with_formulas():
    names = ["=1+1", "+A", "-5", "@B", "'=2"]
    return case_from_frames(
        items=pd.DataFrame({"sku": names, "demand_mean": 1.0, "demand_sd": 0.0, "stockout_cost": 1.0}),
        suppliers=pd.DataFrame({"supplier": ["-minus", "=S"]}),
        offers=pd.DataFrame(
            {
                "sku": names,
                "supplier": ["-minus", "=S", "=S", "=S", "=S"],
                "unit_price": 1.0,
                "lead_time_days": 2.0,
            }
        ),
    )


@pytest.mark.parametrize("table_format", list(TableFormat))
def test_a_case_written_is_the_case_read(case, tmp_path, table_format):
    write_case(case, tmp_path / "copy", table_format=table_format)
    copy = read_case(tmp_path / "copy")
    for table in ROW_MODELS:
        pd.testing.assert_frame_equal(getattr(copy, table), getattr(case, table))
    assert copy.settings == case.settings
    assert copy.digest == case.digest


def test_names_that_a_spreadsheet_would_run_read_back_exactly(case_with_formulas, tmp_path):
    write_case(case_with_formulas, tmp_path / "copy", table_format=TableFormat.CSV)
    assert '\n"\'=1+1"' in (tmp_path / "copy" / "items.csv").read_text()
    copy = read_case(tmp_path / "copy")
    assert sorted(copy.items["sku"]) == ["'=2", "+A", "-5", "=1+1", "@B"]
    assert copy.digest == case_with_formulas.digest


def test_a_table_without_rows_has_no_file(case, tmp_path):
    write_case(case, tmp_path / "copy")
    assert not (tmp_path / "copy" / "regions.csv").exists()


def test_a_case_edited_by_hand_is_not_overwritten(case, tmp_path):
    write_case(case, tmp_path / "copy")
    settings_file = tmp_path / "copy" / "settings.toml"
    settings_file.write_text("capital_cap = 5\n")
    with pytest.raises(FileFaultError, match=r"changed since stockposture wrote it \(settings.toml\)"):
        write_case(case, tmp_path / "copy")
    assert settings_file.read_text() == "capital_cap = 5\n"


def test_an_unfinished_case_is_not_there(case, tmp_path, monkeypatch):
    monkeypatch.setattr("stockposture.io.case_folder.settings_toml", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_case(case, tmp_path / "copy")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


positive = st.floats(0, 1e6)
postures = st.builds(
    Posture,
    order_interval_days=st.lists(st.integers(1, 3650), min_size=1, max_size=5).map(tuple),
    buffer_days=st.tuples(st.floats(0, 3650), st.floats(0, 3650)).map(sorted).map(tuple),
    order_cost_factor=positive,
    programme_cost=positive,
)
all_settings = st.builds(
    Settings,
    capital_cap=st.none() | positive,
    holding_rate=st.floats(0, 10),
    postures=st.builds(Postures, jit=postures, hybrid=postures, jic=postures),
    split_grid=st.lists(st.floats(0.01, 0.99), max_size=5).map(tuple),
    capital_basis=st.sampled_from(CapitalBasis),
    currency=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
    mip_gap=st.floats(1e-8, 0.5),
    time_limit=st.none() | st.floats(1e-3, 1e6),
    seed=st.integers(0, 2**31 - 1),
)


@given(all_settings)
@settings(max_examples=50, deadline=None)
def test_settings_read_back_equal(written):
    assert Settings.model_validate(tomllib.loads(settings_toml(written))) == written


def test_default_settings_keep_their_digest(case, tmp_path):
    plain = case.with_settings(capital_cap=None)
    write_case(plain, tmp_path / "copy")
    assert read_case(tmp_path / "copy").settings.model_dump_json() == plain.settings.model_dump_json()
