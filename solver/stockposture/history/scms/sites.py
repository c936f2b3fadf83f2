"""The country of a manufacturing site, from the words of its name."""

import re

import pandas as pd

UNKNOWN = "unknown"

#: Country to the words that give it away, tried in this order: country names and codes at the end of a
#: name, then towns and firms that name no country.
COUNTRY_WORDS = {
    "South Africa": (r"south africa", r", SA$", r"port elizabeth", r"midrand", r"cape town"),
    "India": (
        r"\bindia\b", r",? IN$", r"nashik", r"\bgoa\b", r"hyderabad", r"bangalore", r"patalganga",
        r"kurkumbh", r"mahar\.", r"daman", r"paonta", r"shasun", r"\bpune\b", r"aurangabad", r"dadra",
        r"ranbaxy", r"gland pharma", r"\bcipla\b", r"aurobindo", r"hetero", r"macleods", r"emcure",
        r"strides", r"mylan", r"matrix", r"ajanta", r"premier medical", r"alkem", r"medopharm",
    ),
    "China": (r"\bchina\b", r"shanghai", r"guilin", r"alere medical co"),
    "Japan": (r"\bjapan\b",),
    "South Korea": (r"\bkorea\b",),
    "Thailand": (r"thailand",),
    "Australia": (r"australia",),
    "Canada": (r"canada", r"biolytical"),
    "United Kingdom": (
        r"\bUK\b", r"united kingdom", r"england", r"crawley", r"barnard castle", r"\bware\b",
        r"omega diagnostics",
    ),
    "Ireland": (r"ireland", r"trinity biotech"),
    "Germany": (
        r"germany", r" DE$", r"wiesbaden", r"ludwigshafen", r"oranienburg", r"ingelheim, ",
        r"human diagnostic",
        r"human gmbh",
    ),
    "France": (r"france", r"meymac", r"bio-rad"),
    "Netherlands": (r"netherlands", r", NL$", r"haarlem"),
    "Italy": (r"italy", r",? IT$", r"latina", r"anagni"),
    "Spain": (r"spain", r"aranda", r"madrid"),
    "Greece": (r"greece", r", GR$", r"koropi"),
    "Cyprus": (r"cyprus", r", CY$", r"limassol"),
    "Poland": (r"poland", r"poznan"),
    "Norway": (r"norway",),
    "Switzerland": (r"switzerland", r"basel"),
    "Israel": (r"israel", r"orgenics"),
    "United States": (
        r"\bUSA\b", r"\bUS$", r"\bU\.S\.A?\.?$", r"united states", r"puerto rico", r"chembio", r"orasure",
        r"access bio", r"elkton", r"evansville", r"north chicago", r"roxane", r"suffern",
    ),
}  # fmt: skip

# Country codes in capitals are matched as written: "IN" is India, "in" is a word.
_PATTERNS = [
    (country, re.compile(pattern, 0 if pattern.isupper() else re.IGNORECASE))
    for country, patterns in COUNTRY_WORDS.items()
    for pattern in patterns
]


def country_of_site(site: str) -> str:
    """Return the country of a site, ``unknown`` if its name gives nothing away.

    >>> country_of_site("Aurobindo Unit III, India"), country_of_site("MSD Midrand, J'burg, SA")
    ('India', 'South Africa')
    >>> country_of_site("ABBVIE (Abbott) Logis. UK"), country_of_site("Not Applicable")
    ('United Kingdom', 'unknown')
    """
    return next((country for country, pattern in _PATTERNS if pattern.search(site)), UNKNOWN)


def countries_of_sites(sites: pd.Series) -> pd.Series:
    """Return the country of each site."""
    return sites.map({site: country_of_site(site) for site in sites.unique()})
