"""Rows of a partition: their figures are the theory's, whether told from what was kept or worked out anew."""

import numpy as np
import pytest

from stockposture.decomposition.columns.columns import Tariff, chosen
from stockposture.decomposition.items.finish import rows_of
from stockposture.decomposition.items.partition import Partition, Payload
from stockposture.verify.costs import row_figures
from stockposture.verify.decisions import read_decisions
from stockposture.verify.physics import policies_of, response_of
from stockposture_models.candidates.limits import limits_of
from stockposture_models.theory.respond import respond
from support.frames import case_of
from support.random_cases import random_rows


@pytest.mark.parametrize(
    "settings",
    [{}, {"space_basis": "average"}, {"capital_basis": "on_hand+in_transit"}, {"capital_basis": "on_hand-payables"}],
    ids=str,
)
def test_figures_of_rows_are_those_the_verifier_works_out(settings):
    rows = random_rows(np.random.default_rng(5), 8, offers=3, suppliers=4, warehouses=2)
    rows["items"][1].update(demand_mean=0.0, demand_sd=0.0)
    rows["items"][2]["stockout_cost"] = 0.0
    rows["items"][3]["unit_volume"] = 0.0
    case = case_of(settings, **rows)
    limits = limits_of(case, 1000.0, 10.0)
    partition = Partition(Payload(case, limits, np.full(len(case.suppliers), -1), 1e-6))
    prices = np.full(len(limits), 0.01)
    partition.screen(0.9 * prices, prices, 1.1 * prices, True)
    nothing = np.zeros(0)
    taken = chosen(partition.columns, Tariff(prices, nothing, nothing), np.zeros(0, dtype=np.bool_))
    plan = rows_of(partition, taken, prices, np.zeros(0, dtype=np.bool_), nothing)
    decisions, faults = read_decisions(plan, case)
    assert faults == []
    response = response_of(policies_of(decisions, case), decisions.buffer, respond)
    for name, figures in row_figures(decisions, case, response).items():
        np.testing.assert_allclose(plan[name], figures, rtol=1e-12, atol=1e-9, err_msg=name)
