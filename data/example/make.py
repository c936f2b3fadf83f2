"""Write the tables of the example case: ``python data/example/make.py [FOLDER]``.

Every figure comes from the families in ``catalogue.py``, the suppliers in ``company.py`` and one seeded stream per
item, so that a change to one family leaves the other items as they are. Only ``Random.random`` is drawn from: of
all generators' methods, its stream alone is promised never to change.
"""

import csv
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from catalogue import FAMILIES, Family, Kind, Range, Source
from company import REGIONS, SELLER_OF, SELLERS, WAREHOUSES, Seller

SEED = 2026
T = TypeVar("T")
Row = dict[str, object]

#: Cost of a unit short against its price, by criticality: from a nuisance to a line that stops.
SHORTAGE_TIMES_PRICE = {1: 0.6, 2: 1.0, 3: 2.2, 4: 4.5, 5: 9.0}
#: Cheap parts stop dear products: at least so much a unit short, EUR, by criticality.
SHORTAGE_AT_LEAST = {1: 0.02, 2: 0.05, 3: 0.15, 4: 0.4, 5: 1.0}
#: Buyers compare no more than these.
MOST_OFFERS = 4
#: Shelves, aisles and air: goods fill a third of the space they are given.
SPACE_GIVEN = 3
#: Order quantities people agree on.
ROUND_QUANTITIES = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000)


class Draws:
    """Seeded draws of one item."""

    def __init__(self, name: str) -> None:
        self._stream = random.Random(f"{SEED} {name}")

    def chance(self, probability: float) -> bool:
        """Return ``True`` with the given probability."""
        return self._stream.random() < probability

    def between(self, ends: Range) -> float:
        """Return a number between the ends, all alike."""
        low, high = ends
        return low + (high - low) * self._stream.random()

    def spread(self, ends: Range, *, lean: float = 1.0) -> float:
        """Return a number between the ends, alike in its logarithm; ``lean`` above 1 prefers the low end."""
        return between(ends, self._stream.random() ** lean)

    def one_of(self, values: Sequence[T]) -> T:
        """Return one of the values."""
        return values[int(self._stream.random() * len(values))]


@dataclass(frozen=True)
class Part:
    """An item before it becomes rows: what its columns are drawn from."""

    sku: str
    description: str
    family: Family
    kind: Kind
    price: float
    volume: float
    demand: float
    criticality: int
    shelf_life: int | None


def parts() -> Iterator[Part]:
    """Return all parts, in the order of their SKUs."""
    for family in FAMILIES:
        number = 0
        for kind in family.kinds:
            for place, variant in enumerate(kind.variants):
                number += 1
                sku = f"{family.code}-{number:03d}"
                yield _part(sku, family, kind, place, f"{kind.name} {variant}")


def _part(sku: str, family: Family, kind: Kind, place: int, description: str) -> Part:
    draws = Draws(f"part {sku}")
    at = place / max(1, len(kind.variants) - 1)
    price = significant(between(kind.price, at) * draws.between((0.95, 1.05)))
    return Part(
        sku=sku,
        description=description,
        family=family,
        kind=kind,
        price=price,
        volume=significant(SPACE_GIVEN * between(kind.volume, at), digits=2),
        demand=significant(draws.spread(family.daily_value, lean=1.6) / price),
        criticality=draws.one_of(family.criticality),
        shelf_life=draws.one_of(family.shelf_life) if family.shelf_life else None,
    )


def items(all_parts: Iterable[Part]) -> Iterator[Row]:
    """Return the rows of the items table."""
    for part in all_parts:
        family, draws = part.family, Draws(f"item {part.sku}")
        yield {
            "sku": part.sku,
            "description": part.description,
            "demand_mean": part.demand,
            "demand_sd": significant(part.demand * draws.between(family.variation)),
            "stockout_cost": significant(_stockout_cost(part, draws)),
            "unit_volume": part.volume,
            "holding_rate": family.holding,
            "obsolescence_rate": family.obsolescence,
            "shortage": "backorder" if draws.chance(family.backorder) else "lost",
            "criticality": part.criticality,
            "shelf_life_days": part.shelf_life,
            "warehouse": family.warehouse,
            "product_line": draws.one_of(family.lines),
            "allowed_postures": part.kind.postures or None,
            "min_buffer": _units(part, family.least_days),
            "max_buffer": _units(part, family.most_days),
        }


def _units(part: Part, days: int | None) -> int | None:
    """Return days of demand in whole units, blank where the family has none."""
    return None if days is None else math.ceil(days * part.demand)


def _stockout_cost(part: Part, draws: Draws) -> float:
    """Return lost margin where the item is sold on, else what a stopped line costs, by criticality."""
    if part.family.resale:
        return part.price * draws.between((0.5, 0.9)) * (1 + 0.15 * part.criticality)
    cost = SHORTAGE_TIMES_PRICE[part.criticality] * part.price
    return max(cost, SHORTAGE_AT_LEAST[part.criticality]) * draws.between((0.8, 1.25))


def offers(all_parts: Iterable[Part]) -> Iterator[Row]:
    """Return the rows of the offers table: the first source found of each item supplies it today."""
    for part in all_parts:
        draws = Draws(f"offers {part.sku}")
        chosen = [source for source in part.family.sources if draws.chance(source.chance)]
        chosen = [source for source in chosen if _keeps(part, source)][:MOST_OFFERS] or [part.family.sources[-1]]
        incumbent = True
        for source in chosen:
            seller = SELLER_OF[draws.one_of(source.sellers)]
            may_be = incumbent and seller.onboarding == 0
            yield _offer(part, seller, source, draws, incumbent=may_be, alone=len(chosen) == 1)
            incumbent = incumbent and not may_be


def _keeps(part: Part, source: Source) -> bool:
    """Return whether goods of every seller of the source arrive with most of their shelf life left."""
    longest = max(SELLER_OF[name].lead for name in source.sellers)
    return part.shelf_life is None or part.shelf_life >= 4 * longest


def _offer(part: Part, seller: Seller, source: Source, draws: Draws, *, incumbent: bool, alone: bool) -> Row:
    price = part.price * draws.between(source.price)
    lead = max(1, round(seller.lead * draws.between((0.88, 1.14))))
    moq = round_quantity(seller.moq_days * part.demand * draws.between((0.6, 1.3)))
    return {
        "sku": part.sku,
        "supplier": seller.name,
        "unit_price": significant(price),
        "freight_per_unit": significant(price * seller.freight * draws.between((0.8, 1.25)), digits=2),
        "lead_time_days": lead,
        "lead_time_sd": significant(lead * seller.lead_variation * draws.between((0.7, 1.4)), digits=2),
        "order_cost": round(seller.order_cost * draws.between((0.85, 1.15))),
        "moq": moq,
        "max_share": draws.one_of((0.6, 0.7)) if seller.nearshore and not alone and draws.chance(0.2) else 1,
        "incumbent": yes_no(incumbent),
    }


def suppliers() -> Iterator[Row]:
    """Return the rows of the suppliers table."""
    for seller in SELLERS:
        rate, days = seller.outages
        fraction, delay = seller.surge
        yield {
            "supplier": seller.name,
            "region": seller.region,
            "nearshore": yes_no(seller.nearshore),
            "disruption_rate": rate,
            "disruption_days": days,
            "surge_fraction": fraction,
            "surge_delay_days": delay,
            "capacity": seller.capacity,
            "payment_days": seller.payment_days,
            "onboarding_cost": seller.onboarding,
            "annual_fee": seller.fee,
        }


def regions() -> Iterator[Row]:
    """Return the rows of the regions table."""
    for region, rate, days in REGIONS:
        yield {"region": region, "disruption_rate": rate, "disruption_days": days}


def warehouses() -> Iterator[Row]:
    """Return the rows of the warehouses table."""
    names = ("warehouse", "capacity_m3", "storage_cost", "overflow_m3", "overflow_cost")
    for values in WAREHOUSES:
        yield dict(zip(names, values, strict=True))


def between(ends: Range, part: float) -> float:
    """Return the number a part of the way between the ends, in logarithms."""
    low, high = ends
    return low * math.exp(math.log(high / low) * part)


def significant(value: float, digits: int = 3) -> float | int:
    """Return the value with so many significant digits, whole numbers without a point."""
    rounded = float(f"{value:.{digits}g}")
    return int(rounded) if rounded == int(rounded) else rounded


def round_quantity(value: float) -> int:
    """Return the largest round quantity not above the value, 0 below one unit."""
    return max((quantity for quantity in ROUND_QUANTITIES if quantity <= value), default=0)


def yes_no(flag: bool) -> str:  # noqa: FBT001
    """Return a flag as spreadsheets write it."""
    return "true" if flag else "false"


def write(folder: Path, table: str, rows: Iterable[Row]) -> None:
    """Write one table; what is ``None`` is left blank, for the default."""
    found = list(rows)
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(found[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def main(folder: Path) -> None:
    """Write all tables into the folder."""
    catalogue = list(parts())
    write(folder, "items", items(catalogue))
    write(folder, "offers", offers(catalogue))
    write(folder, "suppliers", suppliers())
    write(folder, "regions", regions())
    write(folder, "warehouses", warehouses())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
