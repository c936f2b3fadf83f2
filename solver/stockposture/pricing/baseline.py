"""The verb ``baseline``: a rule of thumb as a plan of a case."""

from dataclasses import replace

from stockposture.planning.governed import blaming_rules, told_of_rules
from stockposture.planning.solve import checked_cap, require_costs
from stockposture.rules.named import RULES
from stockposture.rules.plan import RulePlan, made_by
from stockposture.rules.situation import Buys, situation_of
from stockposture.verify import require_verified
from stockposture_models.segments.govern import govern
from stockposture_models.tables.case import Case


def baseline(
    case: Case,
    rule: str,
    *,
    capital: float | None = None,
    tie_up: float | None = None,
    space: float | None = None,
    knob: float | None = None,
    buys: Buys = Buys.INCUMBENT,
) -> RulePlan:
    """Return the plan a rule of thumb would make.

    The postures' bands, the items' own rules and the governance rules hold for it as for any plan: buffers are cut or
    filled to them. Limits do not: it is measured by them, and may break them.

    Parameters
    ----------
    case
        Checked tables and settings, every item with a stockout cost.
    rule
        One of :data:`stockposture.rules.named.RULES`.
    capital
        Working-capital cap it is measured by, currency; ``None`` takes the case's ``capital_cap``, ``math.inf`` is no
        cap.
    tie_up
        Working capital, currency, to come closest to from below by the rule's one knob; ``None``: the knob as given.
    space
        Limit on the space of all items together that it is measured by, m3; ``None`` for none.
    knob
        The knob; ``None``: as people usually set it.
    buys
        Where the rule buys.

    Raises
    ------
    BadInputError
        If an item is left without any policy by its own rules, or by the case's governance rules.
    VerificationError
        If the independent verifier disagrees with the plan.
    ValueError
        If there is no such rule, a cap is negative or not a number, or both ``tie_up`` and ``knob`` are given.
    """
    if rule not in RULES:
        raise ValueError(f"{rule!r} is not a rule; there are {', '.join(RULES)}")
    tie_up = checked_cap("tie_up", tie_up)
    if tie_up is not None and knob is not None:
        raise ValueError("give the capital to tie up or the knob, not both: the one follows from the other")
    if knob is not None and not 0.0 <= knob <= RULES[rule].largest:
        raise ValueError(f"knob is {knob!r}; it is 0 to {RULES[rule].largest:g}")
    cap = checked_cap("capital", case.settings.capital_cap if capital is None else capital)
    space = checked_cap("space", space)
    require_costs(case)
    governed = govern(case)
    with blaming_rules(governed):
        situation = situation_of(governed.case, buys=buys)
    made = made_by(RULES[rule], situation, tie_up, knob=knob, cap=cap, space=space)
    plan = told_of_rules(made.plan, governed, case)
    require_verified(plan, capital=cap, space=space)
    return replace(made, plan=plan)
