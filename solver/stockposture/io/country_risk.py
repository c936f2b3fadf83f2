"""Country risk as published: World Bank's Logistics Performance Index, the INFORM risk index, or country and risk."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from stockposture.history.rows import CountryRow
from stockposture.io.text import decode
from stockposture.io.text_table import read_bytes, table_of_text
from stockposture_models.errors import BadInputError
from stockposture_models.findings import Finding, Severity

#: Column of a published score to the scores of no risk and of the highest.
SCORES = {"risk": (0.0, 1.0), "inform risk": (0.0, 10.0), "overall lpi score": (5.0, 1.0)}


def read_country_risk(paths: Sequence[Path], *, encoding: str | None = None) -> pd.DataFrame:
    """Read country risk.

    Parameters
    ----------
    paths
        CSV files with a column ``country`` and one of: ``risk`` (0 to 1), ``INFORM RISK`` (0 to 10), ``Overall LPI
        Score`` (5 best to 1). A country's years are averaged, then the files.
    encoding
        Encoding, if not UTF-8.

    Returns
    -------
    DataFrame
        ``country``, ``risk`` (0 to 1), a row a file and country.

    Raises
    ------
    FileFaultError
        A file cannot be read.
    BadInputError
        A file has no such columns, or a score that is none.
    """
    tables, findings = [], []
    for path in paths:
        table, more = _read(path, encoding)
        tables.append(table)
        findings += [finding for finding in more if finding.is_fault]
    if findings:
        raise BadInputError(findings)
    return pd.concat(tables, ignore_index=True)


def _read(path: Path, encoding: str | None) -> tuple[pd.DataFrame, list[Finding]]:
    none = pd.DataFrame({"country": pd.Series(dtype=str), "risk": pd.Series(dtype="float64")})
    raw, findings = table_of_text(decode(read_bytes(path), path.name, encoding), CountryRow, path.name)
    if raw is None:
        return none, findings
    named = {name.casefold().replace("_", " "): name for name in raw.columns}
    score = next((name for name in SCORES if name in named), None)
    if score is None or "country" not in named:
        remedy = f"give a column country and one of: {', '.join(SCORES)}"
        return none, [*findings, Finding(Severity.FAULT, "is no table of country risk", remedy, file=path.name)]
    safest, riskiest = SCORES[score]
    values = pd.to_numeric(raw.columns[named[score]], errors="coerce")
    country = raw.columns[named["country"]].astype(str).str.strip()
    risk = (values - safest) / (riskiest - safest)
    given = country != ""
    for position in risk.index[given & ~risk.between(0.0, 1.0)]:
        found = raw.columns[named[score]].iloc[position]
        problem = f"is no score from {min(safest, riskiest):g} to {max(safest, riskiest):g}"
        findings.append(
            Finding(Severity.FAULT, problem, "correct it, or remove the row", file=path.name,
                    row=int(raw.rows[position]), column=named[score], value=str(found))
        )  # fmt: skip
    table = pd.DataFrame({"country": country, "risk": risk})[given]
    return table.groupby("country")[["risk"]].mean().reset_index(), findings
