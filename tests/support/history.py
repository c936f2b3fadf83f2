"""Small histories for tests."""

import numpy as np
import pandas as pd

from stockposture.history.check import check_history
from stockposture_models.tables.raw import RawTable

SUPPLIERS = [
    {"supplier": "Xan", "region": "East", "nearshore": ""},
    {"supplier": "Yew", "region": "East", "nearshore": "yes"},
    {"supplier": "Zoe", "region": "West", "nearshore": "no"},
]


def raw(table, records):
    """Return records (dicts of anything) as a table of text, row 2 first."""
    frame = pd.DataFrame(records, dtype=str).fillna("")
    columns = {str(name): frame[name].astype(str) for name in frame}
    return RawTable(table, f"{table}.csv", columns, np.arange(len(frame), dtype=np.int64) + 2)


def history_of(demand, deliveries, suppliers=SUPPLIERS, items=None, periods=None, countries=None, **options):
    """Return the checked history of records."""
    tables = {"demand": demand, "deliveries": deliveries, "suppliers": suppliers, "items": items}
    tables |= {"periods": periods, "countries": countries}
    raws = [raw(name, records) for name, records in tables.items() if records is not None]
    return check_history(raws, **options)


def delivery(sku, supplier, ordered, received, *, promised="", quantity=10, unit_price=2, freight=""):
    """Return one delivery record."""
    return {
        "sku": sku,
        "supplier": supplier,
        "ordered": ordered,
        "promised": promised,
        "received": received,
        "quantity": str(quantity),
        "unit_price": str(unit_price),
        "freight": str(freight),
    }


def wanted(sku, date, quantity):
    """Return one demand record."""
    return {"date": date, "sku": sku, "quantity": str(quantity)}
