"""What a buffer mainly guards against: swings of demand, late deliveries or outages.

The measure is the theory's: what the buffer saves from a cause is what it saves in all less what it would still save if
the cause were gone. That takes four evaluations of the theory an item, more than all the rest of its row; so a small
network, fitted to that measure on random policies, tells which cause it is in half a microsecond. It decides nothing
but a word. How often it agrees is in ``threat_table``, which ``tests/benchmarks/optimise/threat.py`` writes.
"""

import numpy as np
from numpy.typing import NDArray

from stockposture.optimise.threat_table import shipped
from stockposture_models.theory.policies import Floats, Policies

#: The causes in the order of the answer.
SWINGS, LATE, OUTAGES = 0, 1, 2
#: Where there is nothing to guard against.
NOTHING = -1

#: Values of a rate, a length or a ratio below this are none.
_LEAST = 1e-3


def threats(policies: Policies, buffer: Floats) -> NDArray[np.int64]:
    """Return (n,) the cause that each buffer saves most shortage from, :data:`NOTHING` where there is no cause.

    Parameters
    ----------
    policies
        n policies.
    buffer
        (n,) their buffers, units.
    """
    p = policies
    present = np.stack(
        [
            p.demand_sd > 0,
            ((p.lead_sd > 0) & (p.share > 0)).any(axis=1),
            ((p.share > 0) & ((p.outage_rate * p.outage_days > 0) | (p.region_rate * p.region_days > 0))).any(axis=1),
        ],
        axis=1,
    )
    present &= (p.demand_mean > 0)[:, np.newaxis]
    weights = shipped()
    seen = (features(policies, buffer) - weights.mean) / weights.scale
    inner = np.tanh(np.tanh(seen @ weights.first + weights.first_bias) @ weights.second + weights.second_bias)
    score = np.where(present, inner @ weights.last + weights.last_bias, -np.inf)
    return np.where(present.any(axis=1), score.argmax(axis=1), NOTHING)


def features(policies: Policies, buffer: Floats) -> NDArray[np.float32]:
    """Return (n, f) what the network sees: logarithms of dimensionless ratios, and kinds."""
    p, interval = policies, policies.interval[:, np.newaxis]
    mean = np.maximum(p.demand_mean, 1e-12)
    used = p.share > 0

    def of_supplier(values: Floats) -> Floats:
        return np.log(np.where(used, np.maximum(values, _LEAST), _LEAST))

    columns = [
        np.log(p.interval),
        np.log(np.maximum(buffer / (mean * p.interval), _LEAST)),
        np.log(np.maximum(buffer / (mean * (p.mean_lead + p.interval)), _LEAST)),
        np.log(np.maximum(p.demand_sd / (mean * np.sqrt(p.interval)), _LEAST)),
        np.log(np.maximum(p.demand_sd * np.sqrt(p.interval + p.mean_lead) / np.maximum(buffer, _LEAST), _LEAST)),
        p.backorder,
        p.same_region,
        *p.share.T,
        *of_supplier(p.lead / interval).T,
        *of_supplier(p.lead_sd / interval).T,
        *of_supplier(p.share * p.lead_sd * mean[:, np.newaxis] / np.maximum(buffer, _LEAST)[:, np.newaxis]).T,
        *of_supplier(p.outage_rate * p.outage_days).T,
        *of_supplier(p.region_rate * p.region_days).T,
        *of_supplier(p.outage_days / interval).T,
        *of_supplier(p.region_days / interval).T,
        *np.where(used, p.surge_fraction, 0.0).T,
        *of_supplier(p.surge_delay / interval).T,
    ]
    return np.stack(columns, axis=1).astype(np.float32)
