"""The ledger of one item as a page of text."""

from typing import Any

import numpy as np
import pandas as pd

from stockposture.explanation.explanation import Explanation
from stockposture.report.figures import amount, percent
from stockposture.report.plain import one_line
from stockposture.report.table import shortened, table

MOST_OF_A_NAME = 32


def explanation_text(found: Explanation) -> str:
    """Return the decision, what it costs beside what else could be had, limits, outages, rules and break-evens."""
    blocks = [_head(found), _facts(found), _ledger(found), _choices(found)]
    if len(found.missing):
        blocks.append(_missing(found.missing))
    blocks += [_limits(found), _survival(found), _rules(found), _break_evens(found), _proof(found)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def policy_words(row: Any) -> str:
    """Return a policy in words: posture, split, suppliers with their shares, and the order interval."""
    names, shares = str(row["suppliers"]).split("|"), str(row["shares"]).split("|")
    of = " and ".join(
        one_line(name) if len(names) == 1 else f"{percent(float(share))} {one_line(name)}"
        for name, share in zip(names, shares, strict=True)
    )
    return f"{row['posture']}, {row['split']} from {of}, ordered every {_days(int(row['order_interval_days']))}"


def _money(found: Explanation) -> str:
    return one_line(found.currency) or "currency"


def _days(days: float) -> str:
    return "never" if np.isinf(days) else f"{amount(days)} {'day' if days == 1 else 'days'}"


def _head(found: Explanation) -> list[str]:
    row = found.decision
    name = one_line(found.sku) + (f", {one_line(found.description)}" if found.description else "")
    buffer = f"buffer {int(row['buffer_units']):,} units, {amount(float(row['buffer_days']))} days of supply"
    return [name, f"  {policy_words(row)}; {buffer}.", f"  {one_line(str(row['reason']))}"]


def _facts(found: Explanation) -> list[str]:
    facts = found.facts
    short = "a unit short is lost or expedited" if facts["shortage"] == "lost" else "a unit short waits"
    fragile = ", ".join(facts["fragility_from"]) or "no sign of it"
    rows = [
        ("  demand", f"{amount(facts['demand_mean'])} a day, standard deviation {amount(facts['demand_sd'])}"),
        (
            "  a unit short",
            f"{amount(facts['stockout_cost'])} {_money(found)} ({one_line(facts['stockout_cost_from'])}); {short}",
        ),
        ("  class", f"{facts['abc']}{facts['xyz']}, {amount(facts['annual_value'])} {_money(found)} a year"),
        ("  criticality", f"{facts['criticality']} of 5"),
        ("  fragility", f"{facts['fragility']} of 5: {fragile}"),
    ]
    return ["Decided on", *table(rows, right=())]


def _ledger(found: Explanation) -> list[str]:
    row = found.choices.iloc[0]
    goods = row["relevant_cost"] - row["ordering_cost"] - row["carrying_cost"] - row["stockout_cost"]
    rows = [
        ("  goods and freight above its cheapest offer", amount(goods)),
        ("  orders and programme", amount(row["ordering_cost"])),
        ("  carrying: capital, obsolescence, storage, transit", amount(row["carrying_cost"])),
        ("  expected shortage", amount(row["stockout_cost"])),
        ("  relevant cost", amount(row["relevant_cost"])),
        ("  its use of limits, at their prices", amount(row["limits_cost"])),
    ]
    if found.choices["fees"].any():
        rows.append(("  suppliers that it alone would use", amount(row["fees"])))
    rows.append(("  in all", amount(row["priced_cost"])))
    return [f"What it costs a year, {_money(found)}", *table(rows)]


def _choices(found: Explanation) -> list[str]:
    head = ("  choice", "suppliers", "days", "buffer", "short", "capital", "relevant", "limits", "in all", "more")
    rows: list[tuple[str, ...]] = [head]
    for row in found.choices.to_dict("records"):
        mark = "> " if row["is_chosen"] else "  "
        rows.append(
            (
                f"{mark}{row['posture']} {row['split']}",
                shortened(_suppliers(row), MOST_OF_A_NAME),
                f"{row['order_interval_days']:,}",
                f"{row['buffer_units']:,}",
                percent(1.0 - row["fill_rate"]),
                amount(row["capital"]),
                amount(row["relevant_cost"]),
                amount(row["limits_cost"] + row["fees"]),
                amount(row["priced_cost"]),
                "" if row["is_chosen"] else amount(row["extra_cost"]),
            )
        )
    title = (
        f"Its choice (>) and the best of each posture and split, {_money(found)} a year at the plan's prices of limits"
    )
    return [title, *table(rows, right=(2, 3, 4, 5, 6, 7, 8, 9))]


def _suppliers(row: Any) -> str:
    names, shares = str(row["suppliers"]).split("|"), str(row["shares"]).split("|")
    if len(names) == 1:
        return one_line(names[0])
    return ", ".join(f"{one_line(name)} {percent(float(share))}" for name, share in zip(names, shares, strict=True))


def _missing(missing: pd.DataFrame) -> list[str]:
    rows = [
        (f"  {why}", ", ".join(f"{row.posture} {row.split}" for row in rows.itertuples()))
        for why, rows in missing.groupby("why", sort=False)
    ]
    return ["Not to be had", *(f"{why}: {which}" for why, which in rows)]


def _limits(found: Explanation) -> list[str]:
    if found.limits.empty:
        return ["Limits: none touches it"]
    rows: list[tuple[str, ...]] = [("  limit", "it takes", "of", "cap", "", "one more saves", "it pays a year")]
    is_priced = found.proof["status"] == "priced"
    rows += [_limit(row, _money(found), is_priced=is_priced) for row in found.limits.to_dict("records")]
    return ["Limits, and what it pays for its part of them", *table(rows, right=(1, 2, 3, 5, 6))]


def _limit(row: Any, money: str, *, is_priced: bool) -> tuple[str, ...]:
    name = shortened(one_line(f"{row['kind']} {row['name']}".strip()), MOST_OF_A_NAME)
    return (
        f"  {name} ({row['unit'].replace('currency', money)})",
        amount(row["use"]),
        amount(row["plan_use"]),
        amount(row["cap"]),
        _tightness(row, is_priced=is_priced),
        f"{row['shadow_price']:.4g}",
        amount(row["cost"]),
    )


def _survival(found: Explanation) -> list[str]:
    if found.survival.empty:
        return []
    rows: list[tuple[str, ...]] = [
        ("  if this fails", "a year", "time to recover", "stops", "its buffer lasts", "just supplied", "")
    ]
    for row in found.survival.to_dict("records"):
        never = row["outages_per_year"] == 0
        rows.append(
            (
                f"  {row['kind']} {shortened(one_line(row['name']), MOST_OF_A_NAME)}",
                f"{row['outages_per_year']:.3g}",
                "" if never else _days(row["time_to_recover_days"]),
                percent(row["share_stopped"]),
                _lasts(row["time_to_survive_days"]),
                _lasts(row["time_to_survive_full_days"]),
                "never fails" if never else "survives" if row["survives"] else "goes short",
            )
        )
    return ["Time to survive against time to recover (mean outage, mean demand)", *table(rows, right=(1, 2, 3, 4, 5))]


def _lasts(days: float) -> str:
    return "for good" if np.isinf(days) else _days(round(days, 1))


def _rules(found: Explanation) -> list[str]:
    if found.rules.empty:
        return ["Governance: no rule is for it"]
    rows = [
        (f"  {one_line(rule['name'])}", one_line(rule["effect"]), one_line(rule["when"]) or "all items")
        for rule in found.rules.to_dict("records")
    ]
    narrowed = found.narrowed
    postures = f"postures {narrowed['allowed_postures']} -> {narrowed['allowed_postures_governed']}"
    least = f"least buffer {amount(narrowed['min_buffer'])} -> {amount(narrowed['min_buffer_governed'])} units"
    return ["Governance rules it is under", *table(rows, right=()), f"  {postures}; {least}"]


def _tightness(row: Any, *, is_priced: bool) -> str:
    """Return how tight a limit is; only a plan that was priced may be over its caps."""
    if is_priced and row["plan_use"] > row["cap"]:
        return "over its cap"
    return "binds" if row["is_binding"] else "has room"


def _break_evens(found: Explanation) -> list[str]:
    own, lines = found.own_best, []
    if own["cheaper_by"] > 0:
        other = f"{own['posture']} {own['split']} from {_suppliers(own)}"
        why = "items are fitted together under the limits, and within the gap"
        if found.proof["status"] == "priced":
            why = "the plan was priced as it stands"
        lines = [
            f"Alone at the plan's prices it would be {other}, for {amount(own['cheaper_by'])} less a year:",
            f"{why}. Below is what would change that.",
        ]
    rows: list[tuple[str, ...]] = [("  what", "now", "becomes another at", "change", "then", "1 % past it saves")]
    now = set(str(own["suppliers"]).split("|"))
    rows += [_break_even(row, now) for row in found.break_evens.to_dict("records")]
    title = "Break-evens: where posture or suppliers become others, all else as it is"
    return [*lines, title, *table(rows, right=(1, 3, 5))]


def _break_even(row: Any, now: set[str]) -> tuple[str, ...]:
    of = shortened(one_line(row["of"]), MOST_OF_A_NAME) + ("" if row["is_used"] else " (not used)")
    what = {
        "stockout_cost": "cost of a unit short",
        "unit_price": f"price of {of}",
        "outage_rate": f"outages of {of} a year",
        "region_outage_rate": f"outages of region {of} a year",
        "lead_time": f"lead time of {of}, days",
    }[row["input"]]
    over = "over" if row["direction"] == "up" else "under"
    if row["found"] != "flips":
        until = f"nothing {'up' if row['direction'] == 'up' else 'down'} to {_figure(row['looked_to'])}"
        why = "beyond it its rules leave nothing" if row["found"] == "ends" else ""
        return (f"  {what}", _figure(row["now"]), until, "", why, "")
    value = f"{over} {_figure(row['break_even'])}"
    if np.isfinite(row["premium_break_even"]):
        premium = row["premium_break_even"]
        value += f" ({percent(abs(premium))} {'above' if premium >= 0 else 'below'} the cheapest other)"
    then = set(row["suppliers"].split("|"))
    suppliers = f" from {shortened(one_line(row['suppliers'].replace('|', ', ')), MOST_OF_A_NAME)}"
    return (
        f"  {what}",
        _figure(row["now"]),
        value,
        "" if np.isnan(row["change"]) else f"{'+' if row['change'] >= 0 else '-'}{percent(abs(row['change']))}",
        f"{row['posture']} {row['split']}" + (", same suppliers" if then == now else suppliers),
        "" if np.isnan(row["saves_past"]) else amount(row["saves_past"]),
    )


def _figure(value: float) -> str:
    return f"{value:,.4g}"


def _proof(found: Explanation) -> list[str]:
    known = f"is within {percent(float(found.proof['gap']))} of the best possible"
    if found.proof["status"] == "priced":
        known = "was priced as it stands, not optimised"
    return [
        f"The plan {known}. Figures are yearly means of the model; alternatives and",
        "break-evens are of the item alone: limits at the plan's shadow prices, all other items as the plan has them.",
    ]
