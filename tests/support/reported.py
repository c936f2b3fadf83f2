"""A solved plan of ten items to report, and the same plan with names that try to be more than names."""

from dataclasses import replace
from functools import cache

import pandas as pd

from stockposture import Case, Plan, solve
from support.hostile import HOSTILE

COUNT = 10


@cache
def plan_of_ten() -> Plan:
    """Ten items, two warehouses, three suppliers in two regions, capital and a warehouse that bind; solved once."""
    numbers = range(COUNT)
    case = Case.of(
        items=pd.DataFrame(
            {
                "sku": [f"{number:08d}" for number in numbers],  # leading zeros: names, not numbers
                "description": [f"Part {'ABCDEFGHIJ'[number]}" for number in numbers],
                "demand_mean": [4.0 + 3 * number for number in numbers],
                "demand_sd": [2.0 + number for number in numbers],
                "stockout_cost": [9.0 + number for number in numbers],
                "unit_volume": [0.02] * COUNT,
                "criticality": [1 + number % 5 for number in numbers],
                "warehouse": ["Main" if number % 3 else "Shed" for number in numbers],
                "product_line": ["Pumps" if number % 2 else "Drives" for number in numbers],
            }
        ),
        suppliers=pd.DataFrame(
            {
                "supplier": ["Far", "Near", "Other"],
                "region": ["East", "Home", "East"],
                "nearshore": [False, True, False],
                "disruption_rate": [0.5, 0.0, 0.2],
                "disruption_days": [20.0, 0.0, 10.0],
            }
        ),
        offers=pd.DataFrame(
            [
                {
                    "sku": f"{number:08d}",
                    "supplier": name,
                    "unit_price": price + number,
                    "lead_time_days": days,
                    "lead_time_sd": days / 6,
                    "order_cost": 20.0,
                    "freight_per_unit": 0.1,
                }
                for number in numbers
                for name, price, days in (("Far", 3.0, 30.0), ("Near", 4.2, 5.0), ("Other", 3.2, 21.0))
                if name != "Other" or number % 2
            ]
        ),
        regions=pd.DataFrame(
            {"region": ["East", "Home"], "disruption_rate": [0.1, 0.0], "disruption_days": [15.0, 0.0]}
        ),
        warehouses=pd.DataFrame({"warehouse": ["Main", "Shed"], "capacity_m3": [60.0, 50.0]}),
        settings={"currency": "EUR", "capital_cap": 30_000.0, "mip_gap": 0.01},
    )
    return solve(case, own_process=False)


@cache
def hostile_plan() -> Plan:
    """The same plan, every name of a user's replaced: what a report shows of them must stay text."""
    plan = plan_of_ten()
    # A figure in front keeps the order of the tables.
    hostile = [text.replace("\ud800", "") for text in HOSTILE]  # a table cannot hold half a letter
    names = [f"{number}{hostile[number % len(hostile)]}" for number in range(COUNT)]
    skus = dict(zip(plan.items["sku"], names, strict=True))
    suppliers = {"Far": "=cmd()|'/c calc'!A0".replace("|", "/"), "Near": "</script><b>", "Other": "~\u202eOther"}
    case = plan.case
    items = case.items.assign(
        sku=case.items["sku"].map(skus),
        description=[f"{name}=1+1" for name in names],
        warehouse=case.items["warehouse"].map({"Main": "<i>Main</i>", "Shed": "=Shed"}),
        product_line=[f"<img src=x onerror=alert({number})>" for number in range(COUNT)],
    )
    order = case.suppliers["supplier"].map(suppliers)
    offers = case.offers.assign(sku=case.offers["sku"].map(skus), supplier=case.offers["supplier"].map(suppliers))
    changed = case.replace(
        items=items,
        suppliers=case.suppliers.assign(supplier=order),
        offers=offers,
        warehouses=case.warehouses.assign(warehouse=["<i>Main</i>", "=Shed"]),
        digest=case.digest,  # as it is: a check would refuse such names
    )
    used = ["|".join(suppliers[name] for name in text.split("|")) for text in plan.items["suppliers"]]
    rows = plan.items.assign(sku=plan.items["sku"].map(skus), suppliers=used, reason="</script>" + plan.items["reason"])
    return replace(plan, items=rows, case=Case(**vars_of(changed)))


def vars_of(case: Case) -> dict[str, object]:
    """Return the fields of a case."""
    return {name: getattr(case, name) for name in case.__dataclass_fields__}
