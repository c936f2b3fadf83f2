"""Risk of countries: how much more, or less, is expected of a supplier there."""

import unicodedata

import pandas as pd

#: Words of a country's name that say how it is governed, not which it is.
_FORMS = {"republic", "of", "the", "federation", "kingdom", "united", "democratic", "islamic", "and", "rep"}
#: Names whose rest would be nothing, or another country's.
_WHOLE = {
    "united states": "usa",
    "united states of america": "usa",
    "us": "usa",
    "united kingdom": "uk",
    "united arab emirates": "emirates",
    "south korea": "korea south",
    "korea republic of": "korea south",
    "korea, rep.": "korea south",
    "republic of korea": "korea south",
    "korea dpr": "korea north",
    "korea, dem. people's rep.": "korea north",
    "congo dr": "congo kinshasa",
    "congo democratic republic of": "congo kinshasa",
    "congo, dem. rep.": "congo kinshasa",
    "democratic republic of the congo": "congo kinshasa",
    "cote d'ivoire": "ivory coast",
    "turkiye": "turkey",
    "viet nam": "vietnam",
    "russian federation": "russia",
    "czechia": "czech",
    "lao pdr": "laos",
    "hong kong sar, china": "hong kong",
    "taiwan, china": "taiwan",
}


def country_key(name: str) -> str:
    """Return what the names of one country have in common.

    >>> [country_key(name) for name in ("Korea Republic of", "South Korea", "Russian Federation", "Côte d'Ivoire")]
    ['korea south', 'korea south', 'russia', 'ivory coast']
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    lower = " ".join(plain.casefold().split())
    if lower in _WHOLE:
        return _WHOLE[lower]
    rest = [word for word in lower.replace(",", " ").replace(".", " ").split() if word not in _FORMS]
    return " ".join(rest) or lower


def risk_of(countries: pd.Series, risks: pd.DataFrame) -> pd.Series:
    """Return the risk of each country, 0 to 1, ``nan`` where the tables do not have it.

    Parameters
    ----------
    countries
        Names.
    risks
        ``country``, ``risk``; where a country stands several times, the mean counts.
    """
    table = risks.assign(key=risks["country"].map(country_key)).groupby("key")["risk"].mean()
    return countries.map(country_key).map(table).astype("float64")


def relative_risk(risk: pd.Series) -> pd.Series:
    """Return risks over their mean; 1 where not known.

    >>> relative_risk(pd.Series([0.2, 0.6, None])).round(9).tolist()
    [0.5, 1.5, 1.0]
    """
    mean = risk.mean()
    return (risk / mean).fillna(1.0) if mean > 0 else pd.Series(1.0, index=risk.index)
