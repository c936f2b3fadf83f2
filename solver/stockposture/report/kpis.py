"""The key figures of a plan as lines of text."""

from stockposture.report.figures import amount, percent
from stockposture.report.table import table
from stockposture_models.plan.kpis import Kpis


def kpi_lines(kpis: Kpis, money: str) -> list[str]:
    """Return the key figures; definitions in ``docs/kpis.md``."""
    return ["Key figures", *table([(f"  {name}", *rest) for name, *rest in kpi_rows(kpis, money)], right=())]


def kpi_rows(kpis: Kpis, money: str) -> list[tuple[str, str, str]]:
    """Return name, figure with its unit, and what else there is to say of each key figure that there is."""
    expediting, above = amount(kpis.expediting_cost), amount(kpis.freight_above_cheapest)
    rows = [
        ("capital tied up", f"{amount(kpis.capital)} {money}", f"{amount(kpis.buffer_capital)} of stock in buffers"),
        ("carrying cost of buffers", f"{amount(kpis.buffer_carrying_cost)} {money} a year", ""),
        ("stock turns", f"{kpis.stock_turns:.3g} a year" if kpis.stock_turns is not None else "no stock", ""),
        ("days on hand", f"{kpis.days_on_hand:.3g} days" if kpis.days_on_hand is not None else "no demand", ""),
        ("fill rate", share(kpis.fill_rate), "of units, met from stock"),
        (
            "stockout rate",
            percent(max(0.0, kpis.stockout_rate)),
            f"of an item's demand, mean of the items; {percent(max(0.0, kpis.highest_stockout_rate))} of one at most",
        ),
    ]
    if kpis.production_uptime is not None and kpis.production_uptime_together is not None:
        together = f"of days, mean of the lines; {share(kpis.production_uptime_together)} if items of a line run short"
        rows.append(("production uptime", share(kpis.production_uptime), f"{together} together"))
    if kpis.premium_freight_share is not None:
        parts = f"of freight: {above} above the cheapest offers', {expediting} to bring units short"
        rows.append(("premium freight", percent(kpis.premium_freight_share), parts))
    return rows


def share(part: float) -> str:
    """Return a part of a whole as a percentage that is 100 only where nothing is missing.

    >>> share(0.99922), share(1.0), share(0.5), share(0.9999999)
    ('99.92 %', '100 %', '50 %', 'over 99.999 %')
    """
    missing = 100 * (1 - part)
    if missing <= 1e-9:
        return "100 %"
    if missing < 1e-3:
        return "over 99.999 %"
    digits = 2 if missing < 1 else 1
    text = f"{100 * part:.{digits if missing < 10 else 0}f}"
    return f"{text} %"
