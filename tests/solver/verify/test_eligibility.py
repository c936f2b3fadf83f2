"""Each rule of a decision, broken by itself, its figures worked out as if it were allowed."""

import pytest

from stockposture.verify import verify_plan

BOLT = ("BOLT", "hybrid", "FAR", "1.0", 7, 100)
CHIP = ("CHIP", "jic", "FAR|LOCAL", "0.7|0.3", 14, 240)
OLD = ("OLD", "jit", "LOCAL", "1.0", 14, 0)
SEAL = ("SEAL", "jit", "LOCAL|NEAR", "0.4|0.6", 5, 6)


@pytest.fixture
def said(case, by_hand, theory):
    """What the verifier says of a plan with one decision replaced, without caps."""

    def run(decision, case=case):
        decisions = [decision if decision[0] == kept[0] else kept for kept in (BOLT, CHIP, OLD, SEAL)]
        rows, summary = by_hand(case, decisions, None, None)
        return verify_plan(rows, summary, case, capital=None, space=None, respond=theory)

    return run


@pytest.mark.parametrize(
    "decision",
    [
        BOLT,
        ("BOLT", "jit", "LOCAL", "1.0", 1, 50),  # up to 5 days of supply
        ("BOLT", "hybrid", "LOCAL|FAR", "0.2|0.8", 7, 50),  # 0.2 is 1 - 0.8; 5 to 30 days of supply
        ("BOLT", "hybrid", "FAR", "1.0", 5, 300),  # an order is the moq of 50, the band ends at 300
        ("CHIP", "jic", "LOCAL", "1", 60, 500),  # max_buffer
        ("SEAL", "jit", "LOCAL", "1.0", 14, 3),  # min_buffer
        ("SEAL", "hybrid", "LOCAL", "1.0", 30, 40),  # 4 + 30 + 20 days of a life of 60; max_buffer
    ],
)
def test_what_the_rules_allow_passes(said, decision):
    assert said(decision) == []


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (("SEAL", "jic", "LOCAL", "1.0", 7, 60), "SEAL: posture: plan says 'jic'; allowed are jit|hybrid"),
        (
            ("BOLT", "hybrid", "FAR", "1.0", 8, 100),
            "BOLT: order_interval_days: plan says 8; hybrid has [5, 7, 14, 30]",
        ),
        (
            ("BOLT", "jit", "LOCAL", "1.0", 7, 51),
            "BOLT: buffer_units: plan says 51; the posture and the item allow 0 to 50",
        ),
        (
            ("BOLT", "hybrid", "FAR", "1.0", 7, 49),
            "BOLT: buffer_units: plan says 49; the posture and the item allow 50 to",
        ),
        (("CHIP", "jic", "LOCAL", "1.0", 7, 501), "CHIP: buffer_units: plan says 501"),
        (
            ("SEAL", "jit", "LOCAL", "1.0", 5, 2),
            "SEAL: buffer_units: plan says 2; the posture and the item allow 3 to 10",
        ),
        (
            ("BOLT", "hybrid", "FAR|LOCAL", "0.55|0.45", 7, 100),
            "BOLT: shares: plan says '0.55|0.45'; the split grid is",
        ),
        (
            ("BOLT", "hybrid", "FAR|LOCAL", "0.5|0.4", 7, 100),
            "BOLT: shares: plan says '0.5|0.4'; they must add up to 1",
        ),
        (
            ("CHIP", "jic", "FAR", "1.0", 14, 240),
            "CHIP: shares: plan says '1.0'; the largest shares allowed are 0.7 for",
        ),
        (
            ("CHIP", "jic", "FAR|LOCAL", "0.8|0.2", 14, 240),
            "CHIP: shares: plan says '0.8|0.2'; the largest shares",
        ),
        (
            ("BOLT", "hybrid", "FAR|LOCAL", "0.6|0.4", 7, 100),
            "BOLT: order_interval_days: plan says 7; mean orders of 42, 28 units, minimum 50, 0",
        ),
        (("SEAL", "hybrid", "LOCAL|NEAR", "0.5|0.5", 30, 40), None),  # 6 + 30 + 20 = 56 days of 60
        (
            ("OLD", "hybrid", "LOCAL", "1.0", 7, 0),
            "OLD: posture: plan says 'hybrid'; allowed are jit|hybrid|jic, the leanest",
        ),
        (
            ("OLD", "jit", "LOCAL", "1.0", 7, 1),
            "OLD: buffer_units: plan says 1; the posture and the item allow 0 to 0",
        ),
    ],
)
def test_each_broken_rule_is_named(said, decision, words):
    found = said(decision)
    if words is None:
        assert found == []
    else:
        assert any(sentence.startswith(words) for sentence in found), found


def test_shelf_life(case_of, said):
    case = case_of(items=case_of().items.assign(shelf_life_days=[None, None, None, 53.9]).to_csv(index=False))
    found = said(("SEAL", "hybrid", "LOCAL", "1.0", 30, 40), case)
    assert found == ["SEAL: buffer_units: plan says 40; goods may be 54 days old, their shelf life is 53.9"]


@pytest.fixture
def case_with_moq(case_of):
    """The bolt's minimum orders last 1,000 and 40 days; of 10 a day, no posture orders more than 600."""

    def build(local: int):
        offers = case_of().offers
        moq = offers["moq"].where(offers["sku"] != "BOLT", offers["supplier"].map({"FAR": 10_000, "LOCAL": local}))
        return case_of(offers=offers.assign(moq=moq).to_csv(index=False))

    return build


def test_a_minimum_order_may_stretch_the_interval_if_nothing_else_keeps_it(case_with_moq, said):
    case = case_with_moq(605)
    assert said(("BOLT", "hybrid", "LOCAL", "1.0", 61, 100), case) == []
    assert said(("BOLT", "jic", "LOCAL", "1.0", 61, 300), case) == []
    assert said(("BOLT", "hybrid", "FAR", "1.0", 1000, 100), case) == []
    assert said(("BOLT", "hybrid", "LOCAL", "1.0", 62, 100), case)[0].startswith(
        "BOLT: order_interval_days: plan says 62"
    )
    assert said(("BOLT", "hybrid", "LOCAL", "1.0", 60, 100), case)[0].startswith(
        "BOLT: order_interval_days: plan says 60"
    )


def test_a_minimum_order_may_not_if_another_interval_keeps_it(case_with_moq, said):
    case = case_with_moq(600)  # jic orders every 60 days
    found = said(("BOLT", "jit", "LOCAL", "1.0", 60, 50), case)
    assert found == [
        "BOLT: order_interval_days: plan says 60; jit has [1, 2, 5, 7, 14] and a minimum order lasts 60 days"
    ]
    assert said(("BOLT", "jic", "LOCAL", "1.0", 60, 300), case) == []


def test_an_offer_the_item_does_not_have(case, by_hand, theory):
    rows, summary = by_hand(case)
    for name in ("NEAR", "NOBODY"):
        changed = rows.assign(suppliers=[name, *rows["suppliers"][1:]])
        found = verify_plan(changed, summary, case, capital=20_000, space=3, respond=theory)
        assert found[0].startswith(f"BOLT: suppliers: {name!r}")
