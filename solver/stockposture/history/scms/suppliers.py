"""Who supplied a line, and where that supplier sits.

A supplier is the vendor: the party an order goes to, whose order date and promise the file keeps, and whose
lead time differs for the same site (a wholesaler delivers from local stock in weeks what its maker delivers
in months). A line out of the warehouse ("SCMS from RDC") names no vendor; behind it stands the vendor that
sells most of that site's goods directly.
"""

import pandas as pd

from stockposture.history.notes import Action, Note, some_names
from stockposture.history.scms.sites import UNKNOWN, countries_of_sites

DEFAULT_NEARSHORE = ("South Africa",)


def name_suppliers(
    lines: pd.DataFrame, nearshore: tuple[str, ...] = DEFAULT_NEARSHORE
) -> tuple[pd.DataFrame, pd.DataFrame, list[Note]]:
    """Return the lines with their ``supplier``, and the suppliers table.

    A *local reseller* is a vendor that sells into one country only and sells goods made in at least two; its
    home is that country. Any other vendor's home is where most of what it sells (by value) is made.

    Parameters
    ----------
    lines
        ``vendor``, ``site``, ``country``, ``value``, ``direct``.
    nearshore
        Countries whose suppliers count as nearshore.

    Returns
    -------
    lines
        With ``supplier``.
    suppliers
        ``supplier``, ``region`` and ``country`` (its country; blank if unknown), ``nearshore``.
    notes
        What was assumed.
    """
    lines = lines.assign(made_in=countries_of_sites(lines["site"]))
    homes, resellers = _homes(lines[lines["direct"]])
    makers = _main_vendor(lines[lines["direct"] & ~lines["vendor"].isin(resellers)])
    behind = lines["site"].map(makers)
    unsold = ~lines["direct"] & behind.isna()
    supplier = lines["vendor"].where(lines["direct"], behind.fillna(lines["site"]))
    lines["supplier"] = supplier.str.replace("|", "/", regex=False)

    made_in = lines[unsold].drop_duplicates("supplier").set_index("supplier")["made_in"]
    region = pd.concat([homes.rename(index=lambda name: name.replace("|", "/")), made_in])
    region = region[~region.index.duplicated()]
    suppliers = pd.DataFrame({"supplier": sorted(lines["supplier"].unique())})
    suppliers["region"] = suppliers["supplier"].map(region).replace(UNKNOWN, "").fillna("").astype(str)
    suppliers["nearshore"] = suppliers["region"].isin(nearshore)
    suppliers["country"] = suppliers["region"]
    return lines, suppliers, _notes(lines, suppliers, resellers, unsold)


def _homes(direct: pd.DataFrame) -> tuple[pd.Series, list[str]]:
    """Return each vendor's country and the local resellers among the vendors."""
    seen = direct.groupby("vendor").agg(sold_in=("country", "nunique"), market=("country", "first"))
    known = direct[direct["made_in"] != UNKNOWN]
    made = known.groupby("vendor")["made_in"].nunique().reindex(seen.index, fill_value=0)
    local = (seen["sold_in"] == 1) & (made >= 2)
    return seen["market"].where(local, _largest(known, "made_in").reindex(seen.index).fillna(UNKNOWN)), list(
        seen.index[local]
    )


def _largest(lines: pd.DataFrame, column: str, by: str = "vendor") -> pd.Series:
    """Return for each ``by`` the value of ``column`` with the largest sum of value; ties by name."""
    sums = lines.groupby([by, column])[["value"]].sum().reset_index()
    ranked = sums.sort_values([by, "value", column], ascending=[True, False, True])
    largest: pd.Series = ranked.drop_duplicates(by).set_index(by)[column]
    return largest


def _main_vendor(direct: pd.DataFrame) -> pd.Series:
    """Return for each site the vendor, no reseller, that sells most of its goods."""
    return _largest(direct, "vendor", by="site")


def _notes(lines: pd.DataFrame, suppliers: pd.DataFrame, resellers: list[str], unsold: pd.Series) -> list[Note]:
    everything = len(lines)
    warehouse = int((~lines["direct"]).sum())
    unknown = suppliers[suppliers["region"] == ""]
    near = suppliers[suppliers["nearshore"]]
    detail = "demand; the supplier behind each is the vendor that sells most of its site's goods directly"
    return [
        Note(Action.ASSUMED, "lines out of the warehouse", warehouse, everything, detail),
        Note(Action.ASSUMED, "of these, no vendor sells the site's goods", int(unsold.sum()), warehouse,
             "the site stands for the supplier"),
        Note(Action.ASSUMED, "local resellers, at home where they sell", len(resellers), len(suppliers),
             some_names(resellers, most=12)),
        Note(Action.COUNTED, "suppliers of unknown country", len(unknown), len(suppliers),
             some_names(unknown["supplier"], most=12)),
        Note(Action.ASSUMED, "suppliers that count as nearshore", len(near), len(suppliers),
             some_names(near["supplier"], most=12)),
    ]  # fmt: skip
