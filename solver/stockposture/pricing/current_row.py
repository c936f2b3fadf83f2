"""One row of a spreadsheet of what is done today: the one source of its columns, units and docs."""

from typing import ClassVar

from stockposture_models.tables.row import Row, column


class CurrentRow(Row):
    """What is done today for one item, with one of its suppliers; an item of two suppliers has two rows."""

    table: ClassVar[str] = "current"
    key: ClassVar[tuple[str, ...]] = ("sku", "supplier")

    sku: str = column(min_length=1, doc="Stock-keeping unit.")
    posture: str = column(
        "",
        pattern="^(jit|hybrid|jic)$",
        doc="jit, hybrid or jic; blank: the leanest it may have that holds the buffer.",
    )
    buffer: float | None = column(None, unit="units", ge=0, unlimited=False, doc="Buffer; once an item is enough.")
    buffer_days: float | None = column(
        None, unit="days", ge=0, unlimited=False, doc="Buffer in days of supply, where it is not given in units."
    )
    supplier: str = column("", doc="Who supplies it; blank: the incumbent, or the only one that offers it.")
    share: float | None = column(
        None, rate=True, ge=0, le=1, unlimited=False, doc="Part of every order; blank: what the other leaves, or all."
    )
    order_interval_days: float | None = column(
        None, unit="days", gt=0, unlimited=False, doc="Days between orders; blank: the posture's usual interval."
    )


#: Headings people write, and those of ``plan.csv``: what they stand for.
SYNONYMS = {
    "item": "sku",
    "buffer_units": "buffer",
    "buffer_stock": "buffer",
    "safety_stock": "buffer",
    "days_of_cover": "buffer_days",
    "days_of_supply": "buffer_days",
    "suppliers": "supplier",
    "shares": "share",
    "interval": "order_interval_days",
    "order_interval": "order_interval_days",
    "review_days": "order_interval_days",
}

#: Words people write for postures.
POSTURE_WORDS = {
    "just-in-time": "jit",
    "just in time": "jit",
    "just-in-case": "jic",
    "just in case": "jic",
}
