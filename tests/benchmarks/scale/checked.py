"""What an answer really costs and uses: the independent verifier's figures, whoever the answer comes from."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stockposture.optimise.problem import Problem
from stockposture.verify.costs import row_figures
from stockposture.verify.decisions import Decisions, read_decisions
from stockposture.verify.limits import limits_of
from stockposture.verify.physics import policies_of, response_of
from stockposture.verify.sums import sums_of
from stockposture_models.candidates.terms import POSTURES
from stockposture_models.tables.case import Case
from stockposture_models.theory.respond import respond


@dataclass(frozen=True)
class Verdict:
    """An answer as it is.

    Parameters
    ----------
    cost
        Relevant cost with overflow and once-only costs, currency/yr.
    excess
        Largest use above a cap and what can be rented on top, as a part of the two; at most 0 where all is kept.
    """

    cost: float
    excess: float


def verdict(case: Case, decisions: Decisions) -> Verdict:
    """Recompute cost and limits under the case's own capital cap."""
    response = response_of(policies_of(decisions, case), decisions.buffer, respond)
    figures = row_figures(decisions, case, response)
    sums = sums_of(decisions, case, figures)
    limits = limits_of(sums, case, capital=case.settings.capital_cap, space=None)
    once = (case.suppliers["onboarding_cost"] + case.suppliers["annual_fee"]).to_numpy()[sums.used].sum()
    cost = float(figures["relevant_cost"].sum() + once) + sum(limit.overflow_cost for limit in limits)
    excess = max(limit.use / (limit.cap + limit.rentable) - 1.0 for limit in limits)
    return Verdict(cost, excess)


def decided(plan: pd.DataFrame, case: Case) -> Decisions:
    """Return the decisions of a plan's rows."""
    decisions, faults = read_decisions(plan, case)
    if decisions is None:
        raise ValueError(faults[0])
    return decisions


def chosen(problem: Problem, candidates: NDArray[np.int64], buffer: NDArray[np.float64]) -> Decisions:
    """Return the decisions of one candidate an item (in any order) with its buffer, cut to whole units.

    A mean of two buffers stands for the whole number below it, by which no use of any limit rises; a hair below a whole
    number is that number.
    """
    order = np.argsort(problem.candidates.item[candidates], kind="stable")
    taken = problem.candidates.take(candidates[order])
    used = taken.offers >= 0
    offer = np.where(used, taken.offers, 0)
    posture = np.array([posture.value for posture in POSTURES])[taken.posture]
    return Decisions(
        rows=pd.DataFrame({"posture": pd.Series(posture, dtype="str")}),
        posture=posture,
        interval=taken.interval,
        buffer=np.floor(buffer[order] + 1e-6),
        used=used,
        supplier=np.where(used, problem.offers.supplier[offer], 0),
        offer=offer,
        share=taken.shares,
    )
