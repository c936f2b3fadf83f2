"""Document of ``simulate``."""

from stockposture.cli.schemas.build import Schema, by_name, flag, number, record, table, text, whole
from stockposture.simulation.result import TOTAL_MEASURES

_OVER_TIME = ("mean", "p95", "highest", "part_over_cap")
_DISAGREEMENT = ("sku", "measure", "promised", "simulated", "half_width", "difference", "difference_cost")
_LINES = ("product_line", "items", "uptime", "uptime_half_width", "promised_uptime", "promised_uptime_together")


def document() -> Schema:
    """Return the schema."""
    figure = {
        "unit": text(),
        "promised": number("By the plan; null where it promises none.", null=True),
        "mean": number("Mean over the runs.", null=True),
        "half_width": number("Half of the 95 % interval.", null=True),
    }
    over_time = ("kind", "name", "unit", "cap", *(name + half for name in _OVER_TIME for half in ("", "_half_width")))
    counted = {
        "outside": whole("Items whose promise lies outside the interval."),
        "by_chance": number("How many would if every promise were true."),
        "median_off": number("How far promises are off, as a part; half are closer.", null=True),
    }
    return record(
        {
            "items": whole("Items of the plan."),
            "runs": whole(),
            "years_each": whole("Years counted in each run."),
            "seed": whole(),
            "until_reached": flag("Whether the width asked for was reached; null where none was.", null=True),
            "confidence": number("Of the intervals."),
            "currency": text(),
            "totals": record({name: record(figure) for name in TOTAL_MEASURES}, doc="Of the whole plan."),
            "over_time": table(over_time, texts=("kind", "name", "unit"), doc="Capital and space, day by day."),
            "lines": table(_LINES, texts=("product_line",), wholes=("items",), doc="Product lines."),
            "disagreements": record(
                {
                    "by_measure": by_name(record(counted)),
                    "largest": table(_DISAGREEMENT, texts=("sku", "measure")),
                },
                doc="Items whose promise lies outside the interval.",
            ),
            "plan_digest": text("SHA-256 of the plan's rows."),
            "input_digest": text("SHA-256 of its case."),
            "versions": by_name(text()),
            "seconds": number(),
        }
    )
