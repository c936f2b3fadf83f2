"""A result as a folder: tables that read back, a summary that JSON can hold, whole or not at all."""

import json

import numpy as np
import pandas as pd
import pytest

from stockposture.io.result_folder import never_blank, write_result
from stockposture_models.errors import FileFaultError

TABLE = pd.DataFrame({"sku": ["A", "=B"], "days": [1.5, np.inf]})


def test_tables_and_summary(tmp_path):
    write_result(tmp_path / "out", "stress", never_blank({"items": TABLE}), {"days": [np.inf, 2], "name": "x"})
    assert sorted(path.name for path in (tmp_path / "out").glob("[!.]*")) == [
        "items.csv",
        "items.parquet",
        "summary.json",
    ]
    read = pd.read_parquet(tmp_path / "out" / "items.parquet")
    assert read["sku"].tolist() == ["A", "=B"]
    assert read["days"].iloc[0] == 1.5
    assert np.isnan(read["days"].iloc[1])
    assert json.loads((tmp_path / "out" / "summary.json").read_text()) == {"days": [None, 2], "name": "x"}
    assert TABLE["days"].iloc[1] == np.inf


def test_one_of_its_kind_is_replaced_and_another_is_not(tmp_path):
    write_result(tmp_path / "out", "stress", {"items": TABLE}, {})
    write_result(tmp_path / "out", "stress", {"others": TABLE}, {})
    assert not (tmp_path / "out" / "items.csv").exists()
    with pytest.raises(FileFaultError):
        write_result(tmp_path / "out", "frontier", {"items": TABLE}, {})
    assert (tmp_path / "out" / "others.csv").exists()
