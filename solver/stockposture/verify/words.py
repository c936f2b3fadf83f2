"""What a plan says in words: its form, and the figures in it, as far as they can be checked.

Not checked, because it would take the optimiser's own work to do so: which choice is the runner-up, its extra
cost and the limits' shadow prices to the last digit, the number of candidates, the seconds.
"""

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from stockposture.verify.decisions import Decisions
from stockposture.verify.differences import Broken, Floats, shown, spelt_out
from stockposture_models.plan.summary import Summary
from stockposture_models.tables.case import Case
from stockposture_models.tables.posture_name import PostureName


def wrong_words(decisions: Decisions, case: Case) -> list[Broken]:
    """Return rows whose reason or runner-up cannot be right."""
    rows, sku = decisions.rows, case.items["sku"]
    extra = rows["runner_up_extra_cost"].to_numpy(dtype=np.float64)
    runner_up, reason = rows["runner_up"], rows["reason"]
    nobody = (runner_up == "").to_numpy(dtype=np.bool_)
    own = rows["posture"] + " " + rows["split"] + " " + rows["suppliers"]
    starts = tuple(f"{posture.value} " for posture in PostureName)
    return [
        spelt_out(
            (reason.str.strip() == "").to_numpy(dtype=np.bool_),
            lambda row: f"{sku.iloc[row]}: reason: empty",
            "reason",
        ),
        spelt_out(
            nobody != np.isnan(extra),
            lambda row: (
                f"{sku.iloc[row]}: runner_up_extra_cost: plan says {float(extra[row])!r} for the runner-up "
                f"{runner_up.iloc[row]!r}"
            ),
            "runner_up_extra_cost",
        ),
        spelt_out(
            ~nobody & ((runner_up == own) | ~runner_up.str.startswith(starts)).to_numpy(dtype=np.bool_),
            lambda row: f"{sku.iloc[row]}: runner_up: plan says {runner_up.iloc[row]!r}, not another posture and split",
            "runner_up",
        ),
        _misquoted(decisions, case, "buffer_units", r"buffer of (?P<figure>[\d.,e+]+) units"),
        _misquoted(decisions, case, "runner_up_extra_cost", r"would cost (?P<figure>[\d.,e+]+) more a year"),
        spelt_out(
            (extra < 0) | np.isinf(extra),
            lambda row: f"{sku.iloc[row]}: runner_up_extra_cost: plan says {float(extra[row])!r}, it cannot be below 0",
            "runner_up_extra_cost",
        ),
    ]


def _misquoted(decisions: Decisions, case: Case, column: str, pattern: str) -> Broken:
    """Return rows whose reason names a figure, but not the row's (to the three digits that people read)."""
    reason, sku = decisions.rows["reason"], case.items["sku"]
    # Arrow's expressions run a million sentences in half a second, Python's in three.
    found = pc.extract_regex(pa.array(reason, pa.large_string()), pattern=pattern)
    figures = pc.struct_field(found, "figure")
    named = figures.to_pandas().fillna("")  # empty where the sentence has no such figure
    quoted = _numbers(figures)
    real = decisions.rows[column].to_numpy(dtype=np.float64)
    wrong = (named != "").to_numpy(dtype=np.bool_) & ~(np.abs(quoted - real) <= 0.0051 * np.abs(real))
    return spelt_out(
        wrong,
        lambda row: f"{sku.iloc[row]}: reason: says {named.iloc[row]} where {column} is {shown(real[row])}",
        "reason",
    )


def _numbers(figures: Any) -> Floats:
    """Return the numbers that Arrow text says, (n,); nan where it is missing or says none."""
    bare = pc.replace_substring(pc.if_else(pc.equal(figures, ""), None, figures), ",", "")
    try:
        numbers: Floats = pc.cast(bare, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:  # one of them is no number: Arrow then gives none
        numbers = pd.to_numeric(bare.to_pandas(), errors="coerce").to_numpy(dtype=np.float64)
    return numbers


def wrong_record(case: Case, summary: Summary, *, capital: float | None, space: float | None) -> list[str]:
    """Return where the summary misreports what was asked and of what."""
    pairs = {
        "capital_cap": (summary.capital_cap, capital),
        "space_cap": (summary.space_cap, space),
        "currency": (summary.currency, case.settings.currency),
        "input_digest": (summary.input_digest, case.digest),
    }
    said = [
        f"{name}: plan says {claimed!r}, it was {asked!r}"
        for name, (claimed, asked) in pairs.items()
        if claimed != asked
    ]
    said += [f"{name}: empty" for name in ("solver", "versions") if not getattr(summary, name)]
    said += [f"seconds.{stage}: plan says {seconds!r}" for stage, seconds in summary.seconds.items() if seconds < 0]
    told = [finding.as_dict() for finding in case.findings]
    absent = [finding for finding in told if finding not in summary.findings]
    return said + [f"findings: {finding} is missing" for finding in absent]
