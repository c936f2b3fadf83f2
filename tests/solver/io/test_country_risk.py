"""Country risk as published."""

import pandas as pd
import pytest

from stockposture.history.suppliers.country_risk import country_key, risk_of
from stockposture.io.country_risk import read_country_risk
from stockposture_models.errors import BadInputError

LPI = '"Country","Code","Overall LPI Score","Customs","Year"\n"Germany","DEU","4.2","4",2010\n'
LPI += '"Germany","DEU","4.0","4",2012\n"Korea, Rep.","KOR","3.0","3",2010\n'
INFORM = "COUNTRY,ISO3,INFORM RISK,RISK CLASS\nGermany,DEU,1.0,Low\nKorea Republic of,KOR,2.0,Low\n"


def file(folder, text, name="risk.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_both_indices_and_ones_own_are_brought_to_one_scale(tmp_path):
    found = read_country_risk([file(tmp_path, LPI), file(tmp_path, INFORM, "inform.csv")])
    # LPI from 5 (best) to 1: Germany 4.1 on average, 0.225; Korea 3, 0.5. INFORM over 10.
    assert found["risk"].tolist() == pytest.approx([0.225, 0.5, 0.1, 0.2])
    risks = risk_of(pd.Series(["germany", "South Korea", "Atlantis"]), found)
    assert risks.tolist()[:2] == pytest.approx([0.1625, 0.35])
    assert risks.isna().tolist() == [False, False, True]
    own = read_country_risk([file(tmp_path, "country,risk\nAtlantis,0.9\n")])
    assert own.to_numpy().tolist() == [["Atlantis", 0.9]]


def test_other_tables_and_scores_out_of_bounds_are_refused(tmp_path):
    paths = [file(tmp_path, "a,b\n1,2\n", "other.csv"), file(tmp_path, "country,risk\nX,7\nY,much\n")]
    with pytest.raises(BadInputError) as raised:
        read_country_risk(paths)
    text = str(raised.value)
    assert "other.csv" in text
    assert "row 2" in text
    assert "row 3" in text


@pytest.mark.parametrize(
    ("one", "other"), [("Congo, Dem. Rep.", "Congo DR"), ("Viet Nam", "Vietnam"), ("US", "United States of America")]
)
def test_names_of_one_country(one, other):
    assert country_key(one) == country_key(other)
