"""A small file in the layout of the public SCMS delivery file; every line holds one trap."""

import csv
import io

import pandas as pd

HEADER = """ID,Project Code,PQ #,PO / SO #,ASN/DN #,Country,Managed By,Fulfill Via,Vendor INCO Term
Shipment Mode,PQ First Sent to Client Date,PO Sent to Vendor Date,Scheduled Delivery Date
Delivered to Client Date,Delivery Recorded Date,Product Group,Sub Classification,Vendor,Item Description
Molecule/Test Type,Brand,Dosage,Dosage Form,Unit of Measure (Per Pack),Line Item Quantity,Line Item Value
Pack Price,Unit Price,Manufacturing Site,First Line Designation,Weight (Kilograms),Freight Cost (USD)
Line Item Insurance (USD)""".replace("\n", ",").split(",")

USUAL = {
    "Country": "South Africa",
    "Fulfill Via": "Direct Drop",
    "PO Sent to Vendor Date": "1/2/2010",
    "Scheduled Delivery Date": "12-Mar-10",
    "Delivered to Client Date": "12-Mar-10",
    "Vendor": "Maker Ltd",
    "Item Description": "Alphavir 100mg, tablets, 60 Tabs",
    "Molecule/Test Type": "Alphavir",
    "Dosage": "100mg",
    "Dosage Form": "Tablet",
    "Unit of Measure (Per Pack)": "60",
    "Line Item Quantity": "100",
    "Line Item Value": "200",
    "Pack Price": "2",
    "Unit Price": "0.03",
    "Manufacturing Site": "Works, India",
    "First Line Designation": "Yes",
    "Weight (Kilograms)": "10",
    "Freight Cost (USD)": "50",
}

SHORT = {
    "shipment": "ASN/DN #",
    "country": "Country",
    "via": "Fulfill Via",
    "ordered": "PO Sent to Vendor Date",
    "promised": "Scheduled Delivery Date",
    "received": "Delivered to Client Date",
    "vendor": "Vendor",
    "molecule": "Molecule/Test Type",
    "quantity": "Line Item Quantity",
    "value": "Line Item Value",
    "pack_price": "Pack Price",
    "unit_price": "Unit Price",
    "site": "Manufacturing Site",
    "first_line": "First Line Designation",
    "weight": "Weight (Kilograms)",
    "freight": "Freight Cost (USD)",
}

RDC = {"via": "From RDC", "vendor": "SCMS from RDC", "ordered": "N/A - From RDC"}
CITY = {"vendor": "CITY WHOLESALER"}


def line(identity, **cells):
    """Return one line as a dict of the public file's columns."""
    row = dict.fromkeys(HEADER, "") | USUAL | {"ID": str(identity)}
    return row | {SHORT[name]: str(value) for name, value in cells.items()}


LINES = [
    # One shipment: two lines refer to the first, one of them by the ID of its double.
    line(1, shipment="ASN-1"),
    line(2, molecule="Betavir", shipment="ASN-1", weight="See ASN-1 (ID#:1)", freight="See ASN-1 (ID#:1)"),
    line(3, shipment="ASN-1"),
    line(4, quantity=200, value=400, shipment="ASN-1", weight="See ASN-1 (ID#:3)",
         freight="See ASN-1 (ID#:3)"),
    # Out of the warehouse: demand; the maker behind it, then a site nobody sells directly.
    line(5, **RDC, quantity=30, value=75, pack_price=2.5, promised="5-Apr-10", received="5-Apr-10"),
    line(6, **RDC, quantity=5, value=10, site="Plant, Spain", received="6-Apr-10"),
    # Prices: none at all, only a value, rounded to 0.00 per tablet.
    line(7, quantity=10, value=0, pack_price=0, unit_price=0, weight="Weight Captured Separately",
         freight="Freight Included in Commodity Cost"),
    line(8, quantity=10, value=30, pack_price=0, unit_price=0, freight="Invoiced Separately"),
    line(9, quantity=10, value=1, pack_price=0.1, unit_price="0.00"),
    line(10, weight="See DN-9 (ID#:999)", freight="See DN-9 (ID#:999)"),
    # A reseller of the country: goods of two countries, sold in one; its first order date is not real.
    line(11, **CITY, ordered="3/12/2010"),
    line(12, **CITY, ordered="4/1/2010", received="1-May-10", promised="1-May-10", site="Werk, Germany"),
    line(13, ordered="Date Not Captured"),
    line(14, vendor="Nord AS", site="Fabrik Gr\u00c3\u00b8nland, Norway"),
    line(15, received="soon"),
    line(16, quantity=0),
    line(17, country="Côte d'Ivoire", first_line="No"),
    line(18, ordered="3/20/2010"),
    line(19, ordered="13/13/2010"),
]  # fmt: skip


def as_text(lines=LINES):
    """Return lines as the reader gives them."""
    return pd.DataFrame(lines, columns=HEADER, dtype=str)


def as_bytes(lines=LINES, encoding="cp1252"):
    """Return lines as the public file holds them."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADER, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode(encoding)
