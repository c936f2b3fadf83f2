"""What the quick floor notes of an item and a split, before it comes to intervals."""

import math

from stockposture_models.theory.compiled import compiled_inner
from stockposture_models.theory.quick_offers import SEEN, QuickOffers, comes_before
from stockposture_models.theory.quick_room import (
    ALONE,
    BASE,
    BEYOND_BASE,
    CAUSES,
    CHANCE,
    DELAY,
    EASED,
    KIND,
    LATE,
    LEAD,
    OTHER_BASE,
    OUTAGES,
    PART,
    REGION,
    SHARE,
    TOGETHER,
    UNUSUAL,
    VARIANCE,
    VARIATION,
    WAITS,
    QuickRoom,
)

#: Coefficients of variation of a day's demand calibrated on.
LEAST_VARIATION, LARGEST_VARIATION = 0.2, 35.0
USUAL_VARIATION = 3.0  #: up to this one the floor is surer
LEAD_TERM, SURGE_TERM, DELAY_TERM = 0, 6, 7  #: columns of an offer's terms


@compiled_inner
def note_split(
    offers: QuickOffers,
    first: int,
    second: int,
    share_first: float,
    same_region: bool,  # noqa: FBT001 - compiled
    variation: float,
    backorder: bool,  # noqa: FBT001
    room: QuickRoom,
) -> None:
    """Note all of it in the room; parameters as of :func:`~stockposture_models.theory.quick.begin_split`."""
    two = second >= 0
    if two and not comes_first(offers, first, second, share_first):
        first, second, share_first = second, first, 1.0 - share_first
    held = room.held
    held[VARIATION] = variation
    held[WAITS] = 1.0 if backorder else 0.0
    held[SHARE] = 1.0 - share_first if two else 0.0
    held[TOGETHER] = 1.0 if two and same_region else 0.0
    held[LEAD] = share_first * offers.terms[first, LEAD_TERM]
    held[LATE] = share_first * offers.late[first]
    held[VARIANCE] = share_first**2 * offers.variance[first]
    held[BASE], held[OTHER_BASE] = offers.base[first], 0.0
    known = offers.known[first] if LEAST_VARIATION <= variation <= LARGEST_VARIATION else 0
    causes = room.causes
    for c in range(CAUSES):
        causes[CHANCE, c], causes[DELAY, c] = offers.chance[first, c], share_first * offers.delay[first, c]
        causes[EASED, c], causes[PART, c] = 0.0, share_first
        causes[CHANCE, CAUSES + c], causes[EASED, CAUSES + c] = 0.0, 0.0
    if two:
        known = min(known, offers.known[second])
        note_second(offers, first, second, share_first, room)
    held[BEYOND_BASE] = held[LEAD] - share_first * held[BASE] - held[SHARE] * held[OTHER_BASE]
    # Where units wait no fewer are short than where they are lost, so with one supplier that floor does for both.
    kind = 0 if not two else (2 if backorder else 1)
    held[KIND] = kind if known > 0 else -1
    held[UNUSUAL] = 0.0 if known == 2 and variation <= USUAL_VARIATION else 1.0
    see_split(offers, first, second, room)


@compiled_inner
def comes_first(offers: QuickOffers, one: int, other: int, share_one: float) -> bool:
    """Whether the one offer is the first of the two: the larger share, then as its terms say."""
    share_other = 1.0 - share_one
    if abs(share_one - share_other) > 1e-9:
        return share_one > share_other
    return not comes_before(offers.terms, other, one)


@compiled_inner
def note_second(offers: QuickOffers, first: int, second: int, share_first: float, room: QuickRoom) -> None:
    """Add the second supplier, and what each takes over of the other's outages."""
    held, share, causes = room.held, room.held[SHARE], room.causes
    together = held[TOGETHER] > 0.0
    held[LEAD] += share * offers.terms[second, LEAD_TERM]
    held[LATE] += share * offers.late[second]
    held[VARIANCE] += share**2 * offers.variance[second]
    held[OTHER_BASE] = offers.base[second]
    if together:
        both = min(offers.region_variance[first], offers.region_variance[second])
        held[VARIANCE] += 2.0 * share_first * share * both
    for c in range(CAUSES):
        causes[CHANCE, CAUSES + c] = offers.chance[second, c]
        causes[DELAY, CAUSES + c] = share * offers.delay[second, c]
        causes[PART, CAUSES + c] = share
    if together:
        # The region strikes both at once, and nobody takes over.
        causes[DELAY, REGION], causes[CHANCE, CAUSES + REGION] = offers.delay[first, REGION], 0.0
    for c in range(2 * CAUSES):
        if causes[CHANCE, c] > 0.0 and c % CAUSES < OUTAGES and not (together and c == REGION):
            mine, other = (first, second) if c < CAUSES else (second, first)
            causes[EASED, c] = relief(offers, other, causes[PART, c])
            later = max(offers.base[other] - offers.base[mine], 0.0)
            causes[ALONE, c] = causes[PART, c] * (offers.terms[other, DELAY_TERM] + later)


@compiled_inner
def relief(offers: QuickOffers, other: int, share: float) -> float:
    """Part of a supplier's share that the other can take over."""
    return float(min(1.0, offers.terms[other, SURGE_TERM] * (1.0 - share) / share))


@compiled_inner
def see_split(offers: QuickOffers, first: int, second: int, room: QuickRoom) -> None:
    """Fill what the network sees of the split."""
    seen, held, at = room.seen, room.held, 2 * SEEN
    two = second >= 0
    for k in range(SEEN):
        seen[k] = offers.seen[first, k]
        seen[SEEN + k] = offers.seen[second, k] if two else 0.0
    seen[at] = math.log(held[VARIATION] + 0.02)
    seen[at + 1] = math.log(held[SHARE]) if two else 0.0
    seen[at + 2] = held[TOGETHER]
    of_first = relief(offers, second, 1.0 - held[SHARE]) if two else 0.0
    of_second = relief(offers, first, held[SHARE]) if two else 0.0
    seen[at + 3], seen[at + 5] = of_first, of_second
    seen[at + 4] = math.log1p(offers.terms[second, DELAY_TERM]) if of_first > 0.0 else 0.0
    seen[at + 6] = math.log1p(offers.terms[first, DELAY_TERM]) if of_second > 0.0 else 0.0
    seen[at + 7] = math.log1p(held[LEAD])
    seen[at + 8] = math.log(held[VARIANCE] + 1.0)
