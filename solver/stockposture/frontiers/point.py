"""One point of a frontier: the limits, and the plan under them or why there is none."""

import math
from dataclasses import dataclass

from stockposture.frontiers.decisions import Decisions
from stockposture_models.errors import NoPlanFitsError, StoppedWithoutPlanError
from stockposture_models.plan.summary import Summary

#: Words for points without a plan, beside those of :class:`stockposture_models.plan.summary.Status`.
NO_PLAN_FITS, STOPPED_WITHOUT_PLAN = "no_plan_fits", "stopped_without_plan"


@dataclass(frozen=True)
class Caps:
    """The limits of a point.

    Parameters
    ----------
    capital
        Working-capital cap, currency; ``math.inf`` for none.
    space
        Limit on all space together, m3; ``math.inf`` for none.
    """

    capital: float = math.inf
    space: float = math.inf


@dataclass(frozen=True)
class Point:
    """A plan under some limits: what it comes to, and what it decides.

    Parameters
    ----------
    caps
        The limits.
    summary
        Of the plan.
    short_units
        Expected units short a year, all items.
    decisions
        Item by item.
    """

    caps: Caps
    summary: Summary
    short_units: float
    decisions: Decisions


@dataclass(frozen=True)
class Missed:
    """Limits under which there is no plan.

    Parameters
    ----------
    caps
        The limits.
    status
        Why: :data:`NO_PLAN_FITS` or :data:`STOPPED_WITHOUT_PLAN`.
    problem
        The same in words.
    shortfalls
        Of each limit that cannot hold: kind, name, unit, ``allowed``, ``least_alone``, ``least_needed``, ``short_by``.
    """

    caps: Caps
    status: str
    problem: str
    shortfalls: tuple[dict[str, object], ...] = ()


def missed(caps: Caps, error: NoPlanFitsError | StoppedWithoutPlanError) -> Missed:
    """Return the point where this was raised."""
    if isinstance(error, NoPlanFitsError):
        return Missed(caps, NO_PLAN_FITS, str(error), error.shortfalls)
    return Missed(caps, STOPPED_WITHOUT_PLAN, str(error))
