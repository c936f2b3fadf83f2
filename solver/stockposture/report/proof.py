"""What is proven of a plan's cost, in one phrase; and the limits and rules that a priced plan breaks."""

from stockposture.report.dossier.limits import limit_name
from stockposture.report.figures import amount, percent
from stockposture.report.plain import one_line
from stockposture.report.table import MOST_OF_A_NAME, shortened
from stockposture_models.plan.summary import LimitUse, Status, Summary

#: Broken limits named; there may be one a supplier.
_MOST_BROKEN = 5

#: Rules of :data:`stockposture.verify.eligibility.RULES` in words: what the items do.
_RULES = {
    "posture": "have a posture that they may not have",
    "one_supplier": "have two suppliers and no demand",
    "order_interval": "are ordered at an interval that their posture does not have",
    "buffer": "hold a buffer outside their posture's band or their own bounds",
    "split_grid": "are shared out in other parts than the split grid's",
    "max_share": "give a supplier more than its largest share",
    "minimum_order": "are ordered in less than the minimum",
    "shelf_life": "may outlive their shelf life",
}


def proof_words(summary: Summary) -> str:
    """Return how good a plan is known to be.

    Of a plan that was only priced nothing is proven: it was not searched for.
    """
    if summary.status is Status.PRICED:
        return "priced as it stands, not optimised"
    return f"proven within {percent(summary.gap)} of the best possible"


def broken_words(summary: Summary) -> list[str]:
    """Return a line for each limit, and for each rule, that a plan breaks; none for a plan that was solved."""
    money = one_line(summary.currency) or "currency"
    broken = sorted((limit for limit in summary.limits if limit.excess > 0), key=_part, reverse=True)
    lines = [_broken(limit, money) for limit in broken[:_MOST_BROKEN]]
    if len(broken) > _MOST_BROKEN:
        lines.append(f"BREAKS {len(broken) - _MOST_BROKEN:,} MORE LIMITS: see --json or summary.json")
    for rule, count in summary.rules_broken.items():
        lines.append(f"Breaks a rule: {count:,} of {summary.items:,} items {_RULES.get(rule, rule)}")
    return lines


def _broken(limit: LimitUse, money: str) -> str:
    name, unit = shortened(limit_name(limit), MOST_OF_A_NAME), limit.unit.replace("currency", money)
    there = amount(limit.use - limit.excess)
    much = f", {percent(_part(limit))} too much" if limit.use > limit.excess else ""
    return f"BREAKS A LIMIT: {name}, {amount(limit.use)} used of {there} {unit}{much}"


def _part(limit: LimitUse) -> float:
    """Return by how much a limit is broken, as a part of all that is there."""
    there = limit.use - limit.excess
    return limit.excess / there if there > 0 else float("inf")
