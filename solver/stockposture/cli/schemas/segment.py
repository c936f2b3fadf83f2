"""Document of ``segment``."""

from stockposture.cli.schemas.build import Schema, by_name, many, number, record, table, text, whole
from stockposture.segmentation.segmentation import COLUMNS
from stockposture.segmentation.sensitivity import FACTORS

_WHOLES = ("criticality", "fragility", "suppliers", "regions")
_NUMBERS = ("unit_price", "annual_value", "monthly_cv", "lead_time_days", "lead_time_cv", "outage_days_per_year")
_MORE_NUMBERS = ("time_to_recover", "stockout_cost", "min_buffer")


def document() -> Schema:
    """Return the schema."""
    numbers = (*_NUMBERS, *_MORE_NUMBERS)
    texts = [name for name in COLUMNS if name not in (*numbers, *_WHOLES)]
    cell = {
        "criticality": whole(minimum=1, maximum=5),
        "fragility": whole(minimum=1, maximum=5),
        "items": whole(),
        "annual_value": number("[currency/yr]"),
    }
    rule = {"name": text(), "effect": text(), "items": whole("Items it is for.")}
    return record(
        {
            "items": whole("Items in all."),
            "annual_value": number("[currency/yr]"),
            "currency": text(),
            "abc_xyz": by_name(by_name(whole()), "Items by class of value and of predictability."),
            "criticality_fragility": many(record(cell)),
            "governance": many(record(rule), "Governance rules."),
            "stockout_cost_from": by_name(whole(), "Items by where their stockout cost comes from."),
            "input_digest": text(),
            "segments": table(COLUMNS, texts=texts, wholes=_WHOLES, docs=COLUMNS, doc="Items; not of over 10,000."),
            "sensitivity": _sensitivity(),
        },
        optional=("segments", "sensitivity"),
    )


def _sensitivity() -> Schema:
    plans = ("costs", "factor", "relevant_cost", "capital", "jit", "hybrid", "jic", "gap")
    of_factor = [f"{name}_{factor}" for name in ("posture", "split", "suppliers") for factor in FACTORS]
    texts = ("sku", "stockout_cost_from", *of_factor, "flips")
    flips = ("sku", "stockout_cost", "stockout_cost_from", *of_factor)
    buffers = tuple(f"buffer_days_{factor}" for factor in FACTORS)
    return record(
        {
            "plans": table(plans, texts=("costs",), wholes=("jit", "hybrid", "jic"), null=()),
            "items": whole(),
            "flipped": whole("Items whose posture or split changes."),
            "flips": table((*flips, *buffers, "flips"), texts=texts),
        },
        doc="With --sensitivity.",
    )
