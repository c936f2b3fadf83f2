"""Names and patterns of a scenario looked up in the case: suppliers, regions, items, product lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from stockposture.simulation.arrays import Flags
from stockposture_models.findings import Finding, Severity
from stockposture_models.tables.close import closest
from stockposture_models.tables.found import as_mask, found

#: Names compared letter by letter in search of close ones.
_MOST_COMPARED = 20_000
_MOST_LISTED = 8


@dataclass
class Targets:
    """Looks names up and collects the faults of those that are not there.

    Parameters
    ----------
    source
        File, or ``options``, that holds the names.
    """

    source: str
    faults: list[Finding] = field(default_factory=list)

    def named(self, names: Sequence[str], known: pd.Series, thing: str, place: str) -> Flags:
        """Return (k,) which of the known names are among the names; a name that is not known is a fault."""
        flags = known.isin(names).to_numpy(dtype=np.bool_)
        missing = set(names) - set(known[flags])
        self._refuse((name for name in dict.fromkeys(names) if name in missing), known, f"unknown {thing}", place)
        return flags

    def matching(self, patterns: Sequence[str], known: pd.Series, thing: str, place: str) -> Flags:
        """Return (k,) which of the known names match a pattern; a pattern that matches nothing is a fault."""
        flags = np.zeros(len(known), dtype=np.bool_)
        idle = []
        for pattern in dict.fromkeys(patterns):
            matched = matches(known, pattern)
            flags |= matched
            if not matched.any():
                idle.append(pattern)
        self._refuse(idle, known, f"matches no {thing}", place)
        return flags

    def _refuse(self, names: Iterable[str], known: pd.Series, problem: str, place: str) -> None:
        for name in names:
            distinct = known[known != ""].drop_duplicates()
            near = closest(name.strip("*?"), distinct.head(_MOST_COMPARED), cutoff=0.6)
            remedy = f"did you mean {near!r}?" if near else _there_are(distinct)
            self.faults.append(Finding(Severity.FAULT, problem, remedy, self.source, column=place, value=name))


def matches(known: pd.Series, pattern: str) -> Flags:
    """Return (k,) which names a pattern matches: ``*`` any letters, ``?`` one, case as written.

    A name that is the pattern letter by letter matches alone, whatever stars are in it.

    >>> names = pd.Series(["SEM-001", "SEM-002", "PAK-001"])
    >>> matches(names, "SEM-*").tolist(), matches(names, "*-001").tolist()
    ([True, True, False], [True, False, True])
    """
    same = (known == pattern).to_numpy(dtype=np.bool_)
    if same.any() or not re.search(r"[*?]", pattern):
        return same
    parts = {"*": ".*", "?": "."}
    expression = "".join(parts.get(letter) or re.escape(letter) for letter in pattern)
    return as_mask(pc.match_substring_regex(found(known).array, f"^(?s:{expression})$"))


def _there_are(known: pd.Series) -> str:
    names = known.head(_MOST_LISTED).tolist()
    if not names:
        return "the case has none"
    more = f" and {len(known) - len(names):,} more" if len(known) > len(names) else ""
    return f"there are: {', '.join(names)}{more}"
