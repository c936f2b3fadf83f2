"""Columns of the SCMS file, whatever a copy did to their spelling."""

import difflib
import re

import pandas as pd

from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity

#: Column of the public file to our name for it; the others are not used.
SCMS_COLUMNS = {
    "ID": "id",
    "ASN/DN #": "shipment",
    "Country": "country",
    "Fulfill Via": "via",
    "PO Sent to Vendor Date": "ordered",
    "Scheduled Delivery Date": "promised",
    "Delivered to Client Date": "received",
    "Vendor": "vendor",
    "Item Description": "description",
    "Molecule/Test Type": "molecule",
    "Dosage": "dosage",
    "Dosage Form": "form",
    "Unit of Measure (Per Pack)": "pack",
    "Line Item Quantity": "quantity",
    "Line Item Value": "value",
    "Pack Price": "pack_price",
    "Unit Price": "unit_price",
    "Manufacturing Site": "site",
    "First Line Designation": "first_line",
    "Weight (Kilograms)": "weight",
    "Freight Cost (USD)": "freight",
}


def _plain(name: str) -> str:
    """Return a header without case, spaces and signs: ``ASN/DN #`` and ``asn_dn_#`` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def name_columns(text: pd.DataFrame, source: str) -> pd.DataFrame:
    """Return the columns we use under our names, cells stripped, inner runs of blanks made one.

    Parameters
    ----------
    text
        The file as text.
    source
        Its name, for messages.

    Raises
    ------
    BadInputError
        If columns are missing, all at once.
    """
    found = {_plain(name): name for name in text.columns}
    missing = [name for name in SCMS_COLUMNS if _plain(name) not in found]
    if missing:
        raise BadInputError([_missing(name, list(text.columns), source) for name in missing])
    named = pd.DataFrame({ours: text[found[_plain(theirs)]] for theirs, ours in SCMS_COLUMNS.items()})
    for name in named.columns:
        named[name] = named[name].str.strip().str.replace(r"\s+", " ", regex=True)
    return named


def _missing(name: str, present: list[str], source: str) -> Finding:
    close = difflib.get_close_matches(name, present, n=1)
    remedy = f"is it {close[0]!r}? rename it" if close else "use the public SCMS Delivery History file, unchanged"
    return Finding(Severity.FAULT, "the column is missing", remedy, file=source, column=name)
