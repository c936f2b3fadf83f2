"""The picture of disrupted stretches."""

import pandas as pd
import pytest

from stockposture.history.history import no_rows
from stockposture.history.stretches.find import find_stretches, watch
from stockposture.report.pictures.stretches import stretches_picture
from support.orders import orders_of, together


def test_it_shows_what_was_found_and_says_so():
    down = ((100, 130),)
    suppliers = ("Xan", "Yew")
    deliveries = together(*(
        orders_of(f"{name} {i}", name, "East <b>", range(i, 364, 7), lead=20 + 10 * i, down=down)
        for name in suppliers for i in range(3)
    ))  # fmt: skip
    table = pd.DataFrame({"supplier": suppliers, "region": "East <b>"})
    found = find_stretches(watch(deliveries), no_rows("periods"))
    picture = stretches_picture(found, deliveries.drop(columns="region"), table)
    # 26 orders of days 100 to 129, 13 of each supplier.
    assert "1 stretches, 26 of 312 orders within one" in picture.description
    svg = picture.svg()
    assert "<b>" not in svg
    assert picture.svg() == svg


def test_without_orders_there_is_nothing_to_draw():
    nothing = no_rows("deliveries")
    with pytest.raises(ValueError, match="nothing to draw"):
        stretches_picture(find_stretches(watch(nothing.assign(region="")), no_rows("periods")), nothing, nothing)
