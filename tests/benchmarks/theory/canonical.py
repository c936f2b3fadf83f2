"""One way to write a policy: unused suppliers blanked, the two suppliers in a fixed order."""

from dataclasses import replace
from typing import Any

import numpy as np

from stockposture_models.theory.policies import Policies

OF_SUPPLIER = (
    "share",
    "lead",
    "lead_sd",
    "outage_rate",
    "outage_days",
    "region_rate",
    "region_days",
    "surge_fraction",
    "surge_delay",
)


def canonical(policies: Policies) -> Policies:
    """Return the same policies with larger shares (then leads, ...) first and zeros where a share is 0.

    Whatever the theory rounds or cuts into cells, it does the same way for both orders of the suppliers.
    """
    used = policies.share > 0.0
    columns = {name: np.where(used, getattr(policies, name), 0.0) for name in OF_SUPPLIER}
    swap = np.zeros(len(policies), dtype=np.bool_)
    tied = np.ones(len(policies), dtype=np.bool_)
    for values in columns.values():
        first, second = values[:, 0], values[:, 1]
        swap |= tied & (second > first)
        tied &= first == second
    ordered: dict[str, Any] = {
        name: np.ascontiguousarray(np.where(swap[:, None], values[:, ::-1], values)) for name, values in columns.items()
    }
    return replace(policies, **ordered)
