"""What there is to say of one item of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from stockposture_models.values import Value


@dataclass(frozen=True, eq=False)
class Explanation(Value):
    """The ledger of one item. Costs are currency/yr; limits count at the plan's shadow prices.

    Parameters
    ----------
    sku, description, currency
        The item, and what money is called.
    decision
        Its row of the plan, by column of :class:`~stockposture_models.plan.row.PlanRow`.
    facts
        What it was decided on: demand, stockout cost and where it comes from, classes, criticality, fragility.
    choices
        One row a choice: ``posture``, ``split``, ``suppliers``, ``shares``, ``order_interval_days``, ``buffer_units``,
        ``short_units_per_year``, ``fill_rate``, ``capital``, ``space_m3``, the cost parts, ``relevant_cost``,
        ``limits_cost`` (its use of limits at their prices), ``fees`` (onboarding and fees that this item alone would
        cause), ``priced_cost`` (all three), ``extra_cost`` over the plan's choice, and ``is_chosen``. The plan's
        choice comes first, then the best of each posture and split, cheapest first; the best of the plan's own posture
        and split is left out where it is the plan's choice.
    missing
        One row a posture and split that the item cannot have: ``posture``, ``split``, ``why``.
    curves
        One row a choice and buffer: ``choice`` (row of ``choices``) and the same figures.
    limits
        One row a limit that the choice touches: ``kind``, ``name``, ``unit``, ``use`` of the item, ``plan_use``,
        ``cap``, ``shadow_price``, ``is_binding``, ``cost`` (use at its price).
    survival
        One row a failure of what supplies it; see :func:`stockposture.explanation.survival.survival`.
    rules
        One row a governance rule it is under: ``name``, ``when``, ``effect``.
    narrowed
        What the rules changed: ``allowed_postures`` and ``min_buffer``, before and after.
    own_best
        What the item would be alone at the plan's prices: ``posture``, ``split``, ``suppliers``, ``shares``,
        ``order_interval_days``, and ``cheaper_by`` how much that beats the plan's choice, 0 where it has the plan's
        posture and suppliers. Items are fitted together under limits and within the gap; break-evens are of this.
    break_evens
        One row an input and direction; see :func:`stockposture.explanation.break_evens.break_evens`.
    proof
        Gap and status of the plan, and the digest of its input.
    """

    sku: str
    description: str
    currency: str
    decision: Mapping[str, Any]
    facts: Mapping[str, Any]
    choices: pd.DataFrame
    missing: pd.DataFrame
    curves: pd.DataFrame
    limits: pd.DataFrame
    survival: pd.DataFrame
    rules: pd.DataFrame
    narrowed: Mapping[str, Any]
    own_best: Mapping[str, Any]
    break_evens: pd.DataFrame
    proof: Mapping[str, Any]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name."""
        names = ("choices", "missing", "curves", "limits", "survival", "rules", "break_evens")
        return {name: getattr(self, name) for name in names}
