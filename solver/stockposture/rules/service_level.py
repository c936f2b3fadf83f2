"""One service level for all: the textbook's safety stock with the same z everywhere."""

from dataclasses import dataclass

import numpy as np

from stockposture.rules.days_of_cover import posture_that_holds
from stockposture.rules.rule import Wanted
from stockposture.rules.situation import Situation
from stockposture_models.candidates.terms import Floats
from stockposture_models.theory.policies import Policies


@dataclass(frozen=True)
class ServiceLevel:
    """z times the deviation of demand over lead time and review, the same z for every item.

    The posture is the leanest whose band holds the buffer that the hybrid one would need.
    """

    name: str = "one service level"
    words: str = "safety stock z x deviation over lead time and review, one z for all"
    usual: float = 1.645
    largest: float = 40.0

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return the safety stock at z = ``knob``."""
        posture = posture_that_holds(situation, knob * deviation(situation.policies[1]))
        each = np.stack([deviation(policies) for policies in situation.policies], axis=1)
        return Wanted(posture, knob * each[np.arange(len(posture)), posture])

    def shown(self, knob: float) -> str:
        """Return z and the cycle service level it stands for where demand is normal."""
        return f"z {knob:.3g} ({percentage(knob)})"


def deviation(policies: Policies) -> Floats:
    r"""Return (n,) the deviation of demand over review and lead time, units.

    .. math:: \sqrt{\sigma^2 (T + \bar L) + \mu^2 s^2}, \qquad s^2 = \sum_j a_j s_j^2

    as in every textbook (Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, 4th ed., 6.7.1,
    with the review interval added for periodic review).
    """
    spread = (policies.share * policies.lead_sd**2).sum(axis=1)
    over = policies.interval + policies.mean_lead
    found: Floats = np.sqrt(policies.demand_sd**2 * over + policies.demand_mean**2 * spread)
    return found


def percentage(z: float) -> str:
    """Return the cycle service level of a z.

    >>> percentage(1.645), percentage(6.0)
    ('95.0 %', 'over 99.99 %')
    """
    from statistics import NormalDist

    level = NormalDist().cdf(z)
    return "over 99.99 %" if level > 0.9999 else f"{100 * level:.1f} %"
