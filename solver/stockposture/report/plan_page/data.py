"""The item table as data of a page: every text once, every number in the digits that are shown."""

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd

from stockposture.report.dossier.columns import COLUMNS, Column, Form
from stockposture.report.pictures.words import clean, money
from stockposture_models.tables.links import positions_in

#: Characters that would end the element that the data stand in, or a line of it.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def data_element(name: str, document: str) -> str:
    r"""Return JSON as an element of a page; nothing in it can end the element.

    >>> data_element("x", '["</script>"]')
    '<script type="application/json" id="x">["\\u003c/script\\u003e"]</script>\n'
    """
    for mark, written in _UNSAFE.items():
        document = document.replace(mark, written)
    return f'<script type="application/json" id="{name}">{document}</script>\n'


def items_json(items: pd.DataFrame, offers: str, currency: str) -> str:
    """Return the document that the page's script reads.

    Parameters
    ----------
    items
        The item table.
    offers
        JSON of :func:`offers_json`.
    currency
        Its name.
    """
    columns = ",".join(_column(COLUMNS[str(name)], items[name], currency) for name in items.columns)
    return f'{{"rows":{len(items)},"currency":{json.dumps(money(currency))},"columns":[{columns}],"offers":{offers}}}'


def offers_json(sku: pd.Series, offers: pd.DataFrame) -> str:
    """Return the offers of items: where each item's begin, and a list a column.

    Parameters
    ----------
    sku
        Items, in the order of the table.
    offers
        The case's offers, grouped by item.
    """
    item = positions_in(offers["sku"], sku)
    kept = np.flatnonzero(item >= 0)
    order = kept[np.argsort(item[kept], kind="stable")]
    first = np.searchsorted(item[order], np.arange(len(sku) + 1))
    parts = [f'"first":[{",".join(map(str, first.tolist()))}]', f'"supplier":{_words(offers["supplier"].take(order))}']
    parts += [
        f'"{name}":[{_numbers(offers[name].to_numpy(dtype=np.float64)[order])}]'
        for name in ("unit_price", "freight_per_unit", "lead_time_days", "lead_time_sd", "moq")
    ]
    return "{" + ",".join(parts) + "}"


def _column(column: Column, values: pd.Series, currency: str) -> str:
    told = {
        "name": column.name,
        "heading": column.heading,
        "form": column.form.value,
        "unit": column.unit.replace("currency", money(currency)),
        "doc": column.doc,
    }
    if column.form is Form.TEXT:
        written = f'"words":{_words(values)}'
    else:
        written = f'"numbers":[{_numbers(values.to_numpy(dtype=np.float64))}]'
    return json.dumps(told, ensure_ascii=False)[:-1] + f",{written}}}"


def _numbers(values: np.ndarray) -> str:
    """Return numbers in seven digits, large ones whole, so that sums of them are right too; ``null`` for none."""
    if not len(values):
        return ""
    whole = np.abs(values) >= 1e6
    text = np.where(whole, np.char.mod("%.0f", values), np.char.mod("%.7g", values))
    return ",".join(np.where(np.isfinite(values), text, "null").tolist())


def _words(values: pd.Series) -> str:
    """Return texts: each different one once, and which of them each row has."""
    codes, known = pd.factorize(values)
    texts: Sequence[str] = [clean(str(text)) for text in known]
    return f'{{"known":{json.dumps(texts, ensure_ascii=False)},"codes":[{",".join(map(str, codes.tolist()))}]}}'
