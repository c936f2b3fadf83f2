"""Write three years of demand and deliveries of six items: ``python data/history/make.py [FOLDER]``.

All of it is made up. Every item draws from a seeded stream of its own, and only ``Random.random`` is drawn from: of all
generators' methods its stream alone is promised never to change.
"""

import csv
import math
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
#: Item: units a day, chance that a day has demand, part by which it moves in a year, price, months between orders.
ITEMS = {
    "VALVE": (12.0, 0.9, 0.0, 18.0, 1),
    "SEAL": (60.0, 0.9, 0.0, 0.8, 2),
    "PUMP": (1.5, 0.5, 0.0, 240.0, 1),
    "FAN": (4.0, 0.7, 0.6, 55.0, 1),
    "BOARD": (3.0, 0.6, 0.0, 130.0, 1),
    "SPARE": (0.08, 0.05, 0.0, 410.0, 4),
}
#: Supplier: its region, whether it is near, its price over the cheapest, days a delivery takes at least, days beyond.
SUPPLIERS = {
    "Pearl Trading": ("South China", False, 1.0, 42, 18),
    "Delta Works": ("South China", False, 1.02, 38, 25),
    "Rhine Supply": ("South Germany", True, 1.12, 6, 4),
}
#: Nothing left South China from the first of these days to the last.
CLOSED = (date(2024, 8, 5), date(2024, 9, 20))


def demand(sku: str) -> Iterator[dict[str, object]]:
    """Yield the demand of an item, week by week, each week on its Monday."""
    mean, chance, season, _, _ = ITEMS[sku]
    stream = random.Random(f"demand of {sku}")
    day = FIRST + timedelta(days=-FIRST.weekday() % 7)
    while day + timedelta(days=6) <= LAST:
        wave = 1 + season * math.sin(2 * math.pi * (day.timetuple().tm_yday - 100) / 365)
        days = sum(stream.random() < chance for _ in range(7))
        # Exponential amounts on the days that have demand.
        wanted = sum(-math.log(1 - stream.random()) for _ in range(days)) * mean / chance * wave
        if round(wanted) > 0:
            yield {"date": day, "sku": sku, "quantity": round(wanted)}
        day += timedelta(days=7)


def deliveries(sku: str) -> Iterator[dict[str, object]]:
    """Yield the deliveries of an item: most from afar, some from nearby."""
    mean, _, _, price, months = ITEMS[sku]
    stream = random.Random(f"deliveries of {sku}")
    far = "Delta Works" if sku in ("FAN", "BOARD") else "Pearl Trading"
    day = FIRST + timedelta(days=int(20 * stream.random()))
    while day < LAST - timedelta(days=70):
        for supplier, part in ((far, 0.75), ("Rhine Supply", 0.25)):
            region, _, dearer, least, beyond = SUPPLIERS[supplier]
            leaves = CLOSED[1] if region == "South China" and CLOSED[0] <= day <= CLOSED[1] else day
            usual = least + 0.5 * beyond
            took = least + beyond * (stream.random() + stream.random()) / 2
            quantity = max(1, round(mean * 30 * months * part))
            # Prices rise by three per cent a year.
            paid = price * dearer * 1.03 ** ((day - FIRST).days / 365)
            yield {
                "sku": sku,
                "supplier": supplier,
                "ordered": day,
                "promised": day + timedelta(days=round(usual)),
                "received": leaves + timedelta(days=round(took)),
                "quantity": quantity,
                "unit_price": round(paid, 2),
                "freight": round(0.04 * paid * quantity, 2),
            }
        day += timedelta(days=30 * months)


def write(path: Path, records: Sequence[dict[str, object]]) -> None:
    """Write records as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)


def main(folder: Path) -> None:
    """Write all tables."""
    write(folder / "demand.csv", [row for sku in ITEMS for row in demand(sku)])
    write(folder / "deliveries.csv", [row for sku in ITEMS for row in deliveries(sku)])
    write(
        folder / "suppliers.csv",
        [{"supplier": name, "region": each[0], "nearshore": each[1]} for name, each in SUPPLIERS.items()],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
