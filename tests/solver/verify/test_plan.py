"""A right plan passes; the same plan with any figure of it changed does not."""

import numpy as np
import pytest

from stockposture.verify import require_verified, verify_plan
from stockposture_models.errors import VerificationError
from stockposture_models.plan.item_kpis import kpis_of
from stockposture_models.plan.plan import Plan
from stockposture_models.plan.row import PlanRow
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.settings import CapitalBasis, SpaceBasis

CAPITAL, SPACE = 20_000.0, 3.0


@pytest.fixture
def check(case, theory):
    def run(rows, summary, *, capital=CAPITAL, space=SPACE, case=case):
        return verify_plan(rows, summary, case, capital=capital, space=space, respond=theory)

    return run


def test_the_plan_worked_out_by_hand_passes(plan, check):
    assert check(*plan) == []


def test_the_order_of_rows_does_not_matter(plan, check):
    rows, summary = plan
    assert check(rows.iloc[::-1].reset_index(drop=True), summary) == []


def test_without_caps(case, by_hand, check):
    assert check(*by_hand(case, capital=None, space=None), capital=None, space=None) == []


@pytest.mark.parametrize("capital_basis", list(CapitalBasis))
@pytest.mark.parametrize("space_basis", list(SpaceBasis))
def test_all_bases(case_of, by_hand, check, capital_basis, space_basis):
    settings = f'capital_basis = "{capital_basis}"\nspace_basis = "{space_basis}"\nmip_gap = 0.001\n'
    case = case_of(settings=settings)
    assert check(*by_hand(case), case=case) == []


#: Column to changes that a reader would not notice, each of which makes the row wrong.
NUDGES = {
    name: [
        lambda value: value * (1 + 1e-5) + 1e-6,
        lambda value: value * 0.999 - 1e-6,
        lambda value: -value - 1,
    ]
    for name, field in PlanRow.model_fields.items()
    if field.annotation is float
}
CHANGES = NUDGES | {
    "sku": [lambda value: value + "X", lambda value: value.lower(), lambda value: ""],
    "posture": [
        lambda value: {"jit": "hybrid", "hybrid": "jic", "jic": "hybrid"}[value],
        lambda value: "lean",
    ],
    "split": [lambda value: {"single": "dual", "dual": "single", "nearshore": "dual"}[value]],
    "suppliers": [
        lambda value: "|".join(reversed(value.split("|"))) if "|" in value else "NEAR",
        lambda value: value + "|NEAR",
        lambda value: value.replace("FAR", "far").replace("LOCAL", "LOCAL "),
        lambda value: "",
    ],
    "shares": [
        lambda value: {"1.0": "0.9", "0.7|0.3": "0.6|0.4", "0.4|0.6": "0.6|0.4"}[value],
        lambda value: {"1.0": "0.999999", "0.7|0.3": "0.65|0.35", "0.4|0.6": "0.4|0.59"}[value],
        lambda value: "a half",
        lambda value: value + "|0.0",
    ],
    "order_interval_days": [lambda value: 14 if value != 14 else 7, lambda value: value + 1, lambda value: 0],
    "buffer_units": [lambda value: value + 1, lambda value: value - 1, lambda value: value + 1000],
    "runner_up": [lambda value: "" if value else "jic single FAR", lambda value: value[:2] or "x"],
    "runner_up_extra_cost": [
        lambda value: -1.0,
        lambda value: 3.0 if np.isnan(value) else np.nan,
        lambda value: np.inf,
    ],
    "reason": [
        lambda value: "",
        lambda value: "  ",
        lambda value: (
            value.replace("of 0", "of 1")
            .replace("00 units", "09 units")
            .replace("6 units", "7 units")
            .replace("40 units", "42 units")
        ),
    ],
}


def test_every_column_is_mutated():
    assert set(CHANGES) == set(PlanRow.model_fields)


@pytest.mark.parametrize("row", range(4))
@pytest.mark.parametrize(("column", "change"), [(c, k) for c, changes in CHANGES.items() for k in range(len(changes))])
def test_each_changed_cell_is_caught(plan, check, row, column, change):
    rows, summary = plan
    sku, value = rows.loc[row, "sku"], rows.loc[row, column]
    changed = rows.copy()
    new = CHANGES[column][change](value)
    changed[column] = changed[column].astype(object) if isinstance(value, str) else changed[column]
    changed.loc[row, column] = new
    said = check(changed, summary)
    assert said, f"{sku}: {column}: {value!r} -> {new!r} went unnoticed"
    assert any(sentence.startswith((f"{sku}: ", f"{changed.loc[row, 'sku']}: ")) for sentence in said)


def leaves(value, path=()):
    """Every figure and word of a summary with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, (list, tuple)):
        for key, inner in enumerate(value):
            yield from leaves(inner, (*path, key))
    else:
        yield path, value


def changed_at(document, path, change):
    """A copy of the document with one leaf changed."""
    head, *rest = path
    inner = change(document[head]) if not rest else changed_at(document[head], rest, change)
    if isinstance(document, dict):
        return {**document, head: inner}
    return [inner if key == head else value for key, value in enumerate(document)]


def changes_of(value):
    """Small but meaningful changes of one leaf."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, value - 1]
        case float():
            return [value * (1 + 1e-5) + 1e-6, value * 0.999 - 1e-6]
        case str():
            return [value + "x", ""]
        case _:
            return [1.0]


#: What only the optimiser's own work could check; other values of these are caught only if they cannot be.
UNCHECKED = {"shadow_price", "candidates", "solver", "seconds", "versions"}


def test_each_changed_leaf_of_the_summary_is_caught(plan, check):
    rows, summary = plan
    document = summary.model_dump(mode="json")
    tried = 0
    for path, value in leaves(document):
        if UNCHECKED & set(map(str, path)):
            continue
        for new in changes_of(value):
            try:
                changed = Summary.model_validate(changed_at(document, path, lambda _, new=new: new))
            except ValueError:
                continue  # the model itself refuses it
            tried += 1
            assert changed == summary or check(rows, changed), f"{path}: {value!r} -> {new!r} went unnoticed"
    assert tried > 60


@pytest.mark.parametrize(
    "change",
    [
        {"candidates": 3},
        {"solver": ""},
        {"versions": {}},
        {"seconds": {"solve": -1.0}},
        {"status": "stopped_early"},
        {"supplier_fees": ()},
        {"limits": ()},
        {"posture_counts": {}},
        {"findings": ()},
    ],
)
def test_impossible_records_are_caught(case_of, by_hand, check, change):
    warned = case_of(items=case_of().items.assign(stockout_cost=[0.0, 50, 9, 20]).to_csv(index=False))
    rows, summary = by_hand(warned)
    assert warned.findings
    assert check(rows, summary, case=warned) == []
    assert check(rows, Summary.model_validate({**summary.model_dump(), **change}), case=warned)


@pytest.mark.parametrize("field", ["limits", "supplier_fees"])
def test_entries_doubled_or_dropped_are_caught(plan, check, field):
    rows, summary = plan
    entries = getattr(summary, field)
    for number in range(len(entries)):
        for changed in ((*entries, entries[number]), entries[:number] + entries[number + 1 :]):
            assert check(rows, summary.model_copy(update={field: changed}))


def test_a_message_names_item_column_and_both_values(plan, check):
    rows, summary = plan
    rows.loc[0, "carrying_cost"] = 1.0
    said = check(rows, summary)
    assert any(s.startswith("BOLT: carrying_cost: plan says 1.0, recomputed ") for s in said)


def test_a_plan_wrong_throughout_has_a_readable_report(plan, check, case):
    rows, summary = plan
    many = Plan(rows.assign(total_cost=0.0), summary, case)
    with pytest.raises(VerificationError) as caught:
        require_verified(many, capital=CAPITAL, space=SPACE)
    assert caught.value.exit_code == 7
    assert "total_cost: plan says 0.0" in str(caught.value)


def test_rows_missing_doubled_or_foreign(plan, check):
    rows, summary = plan
    assert "CHIP: sku: the item has no row in the plan" in check(rows.drop(1), summary)
    assert "CHIP: sku: planned 2 times" in check(rows.iloc[[0, 1, 1, 2, 3]], summary)
    assert check(rows.drop(columns="reason"), summary)[0] == "plan: columns are missing: reason"
    assert "plan: capital: holds text, not numbers" in check(rows.astype({"capital": "str"}), summary)


def test_key_figures_are_recomputed(plan, case, check):
    rows, summary = plan
    right = summary.model_copy(update={"kpis": kpis_of(rows, case)})
    assert check(rows, right) == []
    for name, value in dict(right.kpis).items():
        wrong = 1.0 if value is None else value * 1.001 + 1e-3
        changed = right.model_copy(update={"kpis": right.kpis.model_copy(update={name: wrong})})
        (said,) = check(rows, changed)
        assert said.startswith(f"kpis.{name}: plan says")
    none = right.model_copy(update={"kpis": right.kpis.model_copy(update={"stock_turns": None})})
    assert check(rows, none)[0].startswith("kpis.stock_turns: plan says None, recomputed ")
