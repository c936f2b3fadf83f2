"""The verb ``segment``: from a case to its segments."""

import numpy as np
import pandas as pd

from stockposture.segmentation.segmentation import COLUMNS, Segmentation
from stockposture.segmentation.sensitivity import GIVEN
from stockposture_models.segments.facts import Facts
from stockposture_models.segments.fragility import SIGNS
from stockposture_models.segments.govern import Governed, govern, picked, rule_names
from stockposture_models.segments.matrix import SCALE, count_matrix, value_matrix
from stockposture_models.segments.predictability import XYZ
from stockposture_models.segments.value import ABC
from stockposture_models.tables.case import Case
from stockposture_models.tables.item import CRITICALITY_OF_EFFECT


def segment(case: Case) -> Segmentation:
    """Segment the items of a case by value, predictability, criticality and fragility, and apply its governance.

    Parameters
    ----------
    case
        Checked tables and settings.

    Raises
    ------
    BadInputError
        Governance rules that leave items no posture or no buffer.
    """
    facts = Facts(case)
    governed = govern(case, facts)
    counts = count_matrix(facts)
    classes = np.bincount(facts.abc * len(XYZ) + facts.xyz, minlength=9).reshape(3, 3)
    return Segmentation(
        items=_items(case, facts, governed),
        matrix=_labelled(counts),
        value_matrix=_labelled(value_matrix(facts)),
        classes=pd.DataFrame(classes, index=pd.Index(ABC, name="abc"), columns=pd.Index(XYZ, name="xyz")),
        rules=_rules(governed),
        case=case,
    )


def _labelled(values: np.ndarray) -> pd.DataFrame:
    """Return a matrix with its scales, the most critical on top."""
    rows, columns = pd.Index(SCALE, name="criticality"), pd.Index(SCALE, name="fragility")
    return pd.DataFrame(values, index=rows, columns=columns).iloc[::-1]


def _rules(governed: Governed) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": pd.Series([rule.name for rule in governed.rules], dtype="str"),
            "effect": pd.Series([rule.effect for rule in governed.rules], dtype="str"),
            "items": governed.applies.sum(axis=1),
        }
    )


def _items(case: Case, facts: Facts, governed: Governed) -> pd.DataFrame:
    supply, items = facts.supply, case.items
    source = items["stockout_cost_from"]
    columns = {
        "sku": items["sku"],
        "unit_price": facts.unit_price,
        "annual_value": facts.annual_value,
        "abc": _words(ABC, facts.abc),
        "monthly_cv": facts.monthly_cv,
        "xyz": _words(XYZ, facts.xyz),
        "criticality": facts.criticality,
        "criticality_from": _words((GIVEN, "stockout_effect"), _by_effect(case)),
        "fragility": facts.fragility.astype(np.int64),
        "fragility_from": picked(list(SIGNS), supply.signs.T, ", "),
        "suppliers": supply.suppliers,
        "regions": supply.regions,
        "lead_time_days": supply.lead_time_days,
        "lead_time_cv": supply.lead_time_cv,
        "outage_days_per_year": supply.outage_days_per_year,
        "time_to_recover": supply.time_to_recover,
        "stockout_cost": items["stockout_cost"],
        "stockout_cost_from": source.where(source != "", GIVEN),
        "governance": rule_names(governed),
        "allowed_postures": governed.case.items["allowed_postures"],
        "min_buffer": governed.case.items["min_buffer"],
    }
    return pd.DataFrame({name: columns[name] for name in COLUMNS})


def _by_effect(case: Case) -> np.ndarray:
    """Return (n,) 1 where the criticality is that of what a stockout does, 0 where it is a figure of its own."""
    effect, criticality = case.items["stockout_effect"], case.items["criticality"].to_numpy()
    same = np.zeros(len(effect), dtype=np.int64)
    for name, level in CRITICALITY_OF_EFFECT.items():
        same |= (effect == name.value).to_numpy(dtype=np.bool_) & (criticality == level)
    return same


def _words(words: tuple[str, ...], codes: np.ndarray) -> pd.Series:
    return pd.Series(pd.array(words, dtype="str").take(codes.astype(np.int64)))
