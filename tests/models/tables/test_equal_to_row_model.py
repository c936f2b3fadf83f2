"""The fast column checks accept, refuse and read what the pydantic row models do.

The two are compared on every text but where the column checks are wider or narrower on purpose:

- a blank cell means the default, as an absent key does to the row model;
- what the checks mend (``95%``, no-break spaces, ``JIT``) must come out as a value the row model takes;
- the row model reads ``1_000`` and digits that are not ASCII's, which we refuse; and it refuses ``5e0`` as a count,
  which we read.
"""

import math
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from stockposture_models.findings import Severity
from stockposture_models.tables.case import ROW_MODELS
from stockposture_models.tables.check_table import check_table
from stockposture_models.tables.column_spec import ColumnSpec, Kind, specs_of
from stockposture_models.tables.raw import RawTable
from stockposture_models.tables.row import Row

#: A sound text per kind, for the columns that are not under test.
SOUND = {Kind.TEXT: "x", Kind.NUMBER: "0", Kind.COUNT: "1", Kind.FLAG: "no"}
EXPONENT_OR_BARE_POINT = re.compile(r"[eE]|\.$|^[+-]?\.")

plain_text = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=8)
near_numbers = st.text(alphabet="0123456789.,+-eE %()_x\u2212\u00a0\uff15", max_size=9)
written_numbers = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(repr),
    st.floats(min_value=-2, max_value=400).map(lambda number: f"{number:.3f}"),
    st.integers(-3, 400).map(str),
    st.integers(-3, 400).map(lambda number: f" {number}.0 "),
    st.integers(-(10**18), 10**18).map(str),
)
#: Fixed cells: flags and choices, postures, numbers.
# fmt: off
WORDS = (
    "true", "FALSE", "Yes", "no", "1", "0", "t", "f", "on", "off", "y", "n", "lost", "Backorder", "backordr",
    "jit", "jic|jit", "jit|", "|", "hybrid|hybrid", "JIT | hybrid", " jic", "", "nan", "inf", "None",
    "-0", "+1", "5", "5 ", "5.0", "0.5", "-0.5", "2.5", "11", "365.01", "366", "1e400", "-inf", "0x1", "\uff11", "95%",
)
# fmt: on
cells = st.one_of(written_numbers, near_numbers, st.sampled_from(WORDS), plain_text)


def required_beside(model: type[Row], name: str) -> dict[str, str]:
    """Sound cells for the required columns other than the one under test."""
    return {other: SOUND[spec.kind] for other, spec in specs_of(model).items() if spec.required and other != name}


def by_row_model(model: type[Row], spec: ColumnSpec, text: str) -> tuple[bool, Any]:
    """Whether the row model takes the text, and what it reads."""
    row = required_beside(model, spec.name)
    bare = text.strip().lower() if spec.kind in (Kind.CHOICE, Kind.FLAG) else text
    if text.strip():
        row[spec.name] = bare
    try:
        value = getattr(model.model_validate(row), spec.name)
    except ValidationError:
        return False, None
    return True, math.nan if value is None else value


def by_column_checks(model: type[Row], spec: ColumnSpec, texts: list[str]) -> tuple[pd.Series, set[int], set[int]]:
    """The column as read, the positions refused and those mended; each text is checked on its own row."""
    columns = {
        name: pd.Series([text] * (len(texts) + 1), dtype="str")
        for name, text in required_beside(model, spec.name).items()
    }
    # A last row that is surely no totals row.
    columns[spec.name] = pd.Series([*texts, SOUND.get(spec.kind, "lost")], dtype="str")
    # A column of no table, so that no row is blank throughout.
    columns["zzz"] = pd.Series(["x"] * (len(texts) + 1), dtype="str")
    rows = np.arange(len(texts) + 1, dtype=np.int64)
    checked, findings = check_table(RawTable(model.table, "t.csv", columns, rows), model)
    refused = {finding.row for finding in findings if finding.is_fault}
    return (
        checked.frame[spec.name].iloc[:-1],
        refused,
        {
            position
            for position, text in enumerate(texts)
            for finding in findings
            if finding.severity is Severity.REPAIR and (finding.value == text or position == finding.row)
        },
    )


def same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    return bool(one == other)


def both_read(spec: ColumnSpec, text: str) -> bool:
    """Whether both are meant to read a text alike."""
    if spec.kind is Kind.COUNT and EXPONENT_OR_BARE_POINT.search(text.strip()):
        return False
    foreign = "_" in text or any(char.isdigit() and not char.isascii() for char in text)
    return not foreign or spec.kind not in (Kind.NUMBER, Kind.COUNT)


def compare(model: type[Row], spec: ColumnSpec, texts: list[str]) -> None:
    """Hold what the column checks make of the texts against what the row model makes of them."""
    values, refused, mended = by_column_checks(model, spec, texts)
    for position, text in enumerate(texts):
        takes, value = by_row_model(model, spec, text)
        if position in refused:
            assert not takes, f"{spec.name}: {text!r} is refused, the row model reads {value!r}"
        elif position in mended:
            taken, again = by_row_model(model, spec, str(values.iloc[position]))
            assert taken, f"{spec.name}: {text!r} is mended to {values.iloc[position]!r}, which is refused"
            assert same(again, values.iloc[position])
        else:
            assert takes, f"{spec.name}: {text!r} is read as {values.iloc[position]!r}, the row model refuses it"
            assert same(value, values.iloc[position]), f"{spec.name}: {text!r}"


@pytest.mark.parametrize("table", ROW_MODELS)
def test_every_word_in_every_column(table):
    for spec in specs_of(ROW_MODELS[table]).values():
        compare(ROW_MODELS[table], spec, [word for word in WORDS if both_read(spec, word)])


@pytest.mark.parametrize("table", ROW_MODELS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_column_checks_equal_the_row_model(table, data):
    model = ROW_MODELS[table]
    spec = data.draw(st.sampled_from(list(specs_of(model).values())))
    texts = data.draw(st.lists(cells, min_size=1, max_size=12, unique=True))
    compare(model, spec, [text for text in texts if both_read(spec, text)])


@pytest.mark.parametrize("table", ROW_MODELS)
def test_every_default_is_the_row_models(table):
    model = ROW_MODELS[table]
    row = {name: SOUND[spec.kind] for name, spec in specs_of(model).items() if spec.required}
    columns = {name: pd.Series([text], dtype="str") for name, text in row.items()}
    checked, findings = check_table(RawTable(table, "t.csv", columns, np.array([2])), model)
    assert findings == []
    assert list(checked.frame.columns) == list(model.model_fields)
    built = model.model_validate(row)
    for name in model.model_fields:
        value = getattr(built, name)
        assert same(math.nan if value is None else value, checked.frame[name].iloc[0]), name


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_typed_numbers_are_checked_like_their_text(data):
    model = ROW_MODELS["items"]
    numeric = [spec for spec in specs_of(model).values() if spec.kind in (Kind.NUMBER, Kind.COUNT)]
    spec = data.draw(st.sampled_from(numeric))
    numbers = data.draw(st.lists(st.floats(allow_nan=False) | st.integers(-5, 500).map(float), min_size=1))
    sides = []
    for column in (pd.Series(numbers, dtype=float), pd.Series(map(repr, numbers), dtype="str")):
        columns = {name: pd.Series([text] * len(numbers)) for name, text in required_beside(model, spec.name).items()}
        rows = np.arange(2, len(numbers) + 2)
        checked, findings = check_table(RawTable("items", "t", columns | {spec.name: column}, rows), model)
        refused = sorted((finding.row or 0, finding.remedy) for finding in findings if finding.is_fault)
        sides.append((refused, checked.frame[spec.name].fillna(-1).tolist()))
    typed, text = sides
    assert [row for row, _ in typed[0]] == [row for row, _ in text[0]]
    assert typed[1] == text[1]
