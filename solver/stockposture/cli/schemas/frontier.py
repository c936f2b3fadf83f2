"""Document of ``frontier``."""

from stockposture.cli.schemas.build import Schema, by_name, many, number, record, table, text, whole
from stockposture.frontiers.changes import CHANGES, STEPS
from stockposture.frontiers.tables import LIMITS, POINTS, SHORTFALLS

_STEP = ("step", "from_point", "to_point")
_COUNTS = ("items", "postures", "splits", "suppliers", "adjusted")


def document() -> Schema:
    """Return the schema."""
    texts = [name for name, kind in POINTS.items() if kind == "str"]
    flags = [name for name, kind in POINTS.items() if kind == "bool"]
    ends = [name for name in CHANGES if name.endswith(("_from", "_to")) and not name.startswith("buffer")]
    unlimited = {name: number() for name in ("capital", "space_m3", "relevant_cost", "gap")}
    return record(
        {
            "swept": many(text(enum=["capital", "space"]), "Limits gone through."),
            "items": whole("Items planned."),
            "currency": text(),
            "mip_gap": number("The gap asked for."),
            "input_digest": text(),
            "seconds": number(),
            "unlimited": record(unlimited, doc="Of the plan that none of the swept limits binds, for percentages."),
            "solver": text(),
            "versions": by_name(text()),
            "version": text("Of stockposture."),
            "changes_in_all": whole("Rows that `changes` has in the folder; here 10,000 at most."),
            "points": table(POINTS, texts=texts, wholes=("point",), flags=flags, doc="From tight to loose."),
            "steps": table(STEPS, texts=("along",), wholes=(*_STEP, *_COUNTS), doc="From each to the next."),
            "changes": table(CHANGES, texts=("sku", "changes", *ends), wholes=_STEP, doc="Items that change."),
            "limits": table(LIMITS, texts=("kind", "name", "unit"), wholes=("point",)),
            "shortfalls": table(SHORTFALLS, texts=("kind", "name", "unit"), wholes=("point",)),
        },
        optional=("unlimited", "solver", "versions"),
    )
