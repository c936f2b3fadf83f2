"""Key figures of a plan as people read them."""

from collections.abc import Iterator

from stockposture.report.figures import amount, percent
from stockposture.report.kpis import share
from stockposture_models.plan.kpis import KPIS, Kpis

#: Parts of a whole of which little is missing, and those of which little is there.
_NEARLY_WHOLE = ("fill_rate", "production_uptime", "production_uptime_together", "lowest_uptime")
NOTHING = "nothing to measure"


def kpi_table(kpis: Kpis, currency: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield what each key figure is called, its value, its unit and its definition."""
    for name, kpi in KPIS.items():
        unit = kpi.unit.replace("currency", currency).replace("1/yr", "a year").replace("/yr", " a year")
        yield kpi.label, kpi_value(name, getattr(kpis, name)), unit, kpi.doc


def kpi_value(name: str, value: float | None) -> str:
    """Return a key figure in words.

    >>> kpi_value("fill_rate", 0.99922), kpi_value("stock_turns", 17.3456), kpi_value("days_on_hand", None)
    ('99.92 %', '17.3', 'nothing to measure')
    """
    if value is None:
        return NOTHING
    if name in _NEARLY_WHOLE:
        return share(value)
    if not KPIS[name].unit:
        return percent(max(0.0, value))
    return f"{value:.3g}" if name in ("stock_turns", "days_on_hand") and value < 1000 else amount(value)
