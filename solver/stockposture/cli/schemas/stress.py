"""Document of ``stress``."""

from stockposture.cli.schemas.build import Schema, number, record, table, text, whole
from stockposture.simulation.stress.result import MEASURES

_RANKING = ("kind", "name", "outage_days", "outage_days_from", "horizon_days", "items")


def document() -> Schema:
    """Return the schema."""
    scenarios = ("scenario", "days", "horizon_days", "items", *MEASURES)
    lines = ("scenario", "product_line", "items", *MEASURES)
    items = ("scenario", "sku", "product_line", "posture", "suppliers", *MEASURES)
    counts = ("days", "horizon_days", "items")
    of_scenario = ("scenario", "product_line", "sku", "posture", "suppliers")
    ranking = (*_RANKING, *MEASURES, "risk_exposure_index")
    return record(
        {
            "runs": whole("Replications of each scenario."),
            "ranking_runs": whole("Replications of each failure in the ranking."),
            "seed": whole(),
            "items_planned": whole(),
            "currency": text(),
            "seconds": number(),
            "scenarios": table(scenarios, texts=of_scenario, wholes=counts, doc="Days that never come are null."),
            "product_lines": table(lines, texts=of_scenario, wholes=counts),
            "items": table(items, texts=of_scenario),
            "ranking": table(ranking, texts=("kind", "name", "outage_days_from"), wholes=("horizon_days", "items")),
        },
        optional=("scenarios", "product_lines", "items", "ranking"),
    )
