"""The mixed-integer model: sets, variables, constraints, objective."""

import numpy as np
import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC

from stockposture_models.formulation.choices import Choices
from stockposture_models.formulation.constraints import (
    least_cost,
    limits_hold,
    one_choice_per_group,
    openings_are_paid,
    weights_follow_selection,
)
from stockposture_models.formulation.scales import Scales, scales_of


def build_model(choices: Choices, scales: Scales | None = None) -> pyo.ConcreteModel:
    """Return the convex-combination form of a problem of choice under limits.

    ==============  ==========================  =========================================================
    symbol          name                        meaning
    ==============  ==========================  =========================================================
    select_p        ``select[p]``               1 where policy p is taken
    weight_k        ``weight[k]``               weight of buffer point k (binary where ``choices.whole``)
    overflow_l      ``overflow[l]``             space rented on top of limit l, 0 .. its most
    opened_j        ``opened[j]``               1 where supplier j is used at all
    ==============  ==========================  =========================================================

    Croxton, Gendron and Magnanti (2003), "A comparison of mixed-integer programming models for nonconvex piecewise
    linear cost minimization problems", gives the convex-combination form beside the incremental one; theirs forces
    neighbouring weights, which our lower hulls need not.

    Parameters
    ----------
    choices
        Groups, choices, points, limits. All arrays finite.
    scales
        Units of the solver's model; chosen from the coefficients if not given.

    Raises
    ------
    ValueError
        If an array holds nan or inf (caps of ``inf`` included: leave such limits out).
    """
    _require_finite(choices)
    scales = scales_of(choices) if scales is None else scales
    # Building makes millions of small objects that all live on; collecting garbage meanwhile costs most of the time.
    with PauseGC():
        model = pyo.ConcreteModel()
        model.GROUPS = pyo.RangeSet(0, choices.groups - 1)
        model.CHOICES = pyo.RangeSet(0, len(choices.group) - 1)
        model.POINTS = pyo.RangeSet(0, len(choices.choice) - 1)
        model.LIMITS = pyo.RangeSet(0, len(choices.cap) - 1)
        rentable = np.flatnonzero(choices.overflow > 0).tolist()
        model.RENTABLE = pyo.Set(initialize=rentable)
        model.OPENINGS = pyo.RangeSet(0, len(choices.opening_cost) - 1)

        model.select = pyo.Var(model.CHOICES, domain=pyo.Binary)
        domain = pyo.Binary if choices.whole else pyo.NonNegativeReals
        model.weight = pyo.Var(model.POINTS, domain=domain)
        most = np.minimum(choices.overflow, choices.reach) / scales.limit
        model.overflow = pyo.Var(model.RENTABLE, bounds=lambda _, limit: (0.0, float(most[limit])))
        model.opened = pyo.Var(model.OPENINGS, domain=pyo.Binary)

        one_choice_per_group(model, choices)
        weights_follow_selection(model, choices)
        limits_hold(model, choices, scales)
        openings_are_paid(model, choices)
        least_cost(model, choices, scales)
    return model


def _require_finite(choices: Choices) -> None:
    for name in ("cost", "use", "cap", "overflow", "overflow_cost", "opening_cost"):
        bad = np.flatnonzero(~np.isfinite(getattr(choices, name)))
        if len(bad):
            raise ValueError(f"{name}[{bad[0]}] is {getattr(choices, name)[bad[0]]}; every number must be finite")
