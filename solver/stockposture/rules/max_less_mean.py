"""(max use x max lead time) - (mean use x mean lead time): the spreadsheet's safety stock."""

from dataclasses import dataclass

import numpy as np

from stockposture.rules.days_of_cover import posture_that_holds
from stockposture.rules.rule import Wanted
from stockposture.rules.situation import Situation
from stockposture_models.candidates.terms import Floats
from stockposture_models.tables.days import DAYS_A_MONTH

#: Without a history the largest use and lead time are taken so many deviations above the mean.
DEVIATIONS = 3.0


@dataclass(frozen=True)
class Extremes:
    """The largest seen of each item; nan where nothing was.

    Parameters
    ----------
    use
        (n,) largest use of a calendar month, units/day.
    lead
        (offers,) longest routine lead time, days.
    """

    use: Floats
    lead: Floats


@dataclass(frozen=True)
class MaxLessMean:
    """Largest use times longest lead time less the means, times the knob."""

    extremes: Extremes | None = None
    name: str = "max less mean"
    words: str = "(max use x max lead time) - (mean use x mean lead time), times one factor"
    usual: float = 1.0
    largest: float = 1e6

    def __call__(self, situation: Situation, knob: float) -> Wanted:
        """Return ``knob`` times the rule's safety stock."""
        policies = situation.policies[1]
        chosen = situation.candidates.take(situation.row[:, 1])
        mean, sd = policies.demand_mean, policies.demand_sd
        use = mean + DEVIATIONS * sd / np.sqrt(DAYS_A_MONTH)
        longest = policies.lead + DEVIATIONS * policies.lead_sd
        if self.extremes is not None:
            use = np.where(np.isnan(self.extremes.use), use, self.extremes.use)
            seen = self.extremes.lead[chosen.offers]
            longest = np.where(np.isnan(seen), longest, seen)
        lead = (policies.share * longest).sum(axis=1)
        stock = np.maximum(use * lead - mean * policies.mean_lead, 0.0)
        return Wanted(posture_that_holds(situation, knob * stock), knob * stock)

    def shown(self, knob: float) -> str:
        """Return the factor."""
        return f"x {knob:.3g}"
