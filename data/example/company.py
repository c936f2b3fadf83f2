"""Who the example company buys from and where it keeps its goods: written by hand, nothing drawn."""

from dataclasses import dataclass, replace

MAIN, BULK, CHEMICALS = "Main store", "Bulk hall", "Chemicals store"

#: warehouse, capacity_m3, storage_cost, overflow_m3, overflow_cost
WAREHOUSES = (
    (MAIN, 90, 75, 15, 160),
    (BULK, 220, 42, 60, 64),
    (CHEMICALS, 6, 260, 1, 700),
)

SOUTH_CHINA, TAIWAN, CENTRAL_EUROPE, TURKEY, HOME = (
    "South China",
    "Taiwan",
    "Central Europe",
    "Turkey",
    "South Germany",
)

#: region, disruption_rate, disruption_days
REGIONS = (
    (SOUTH_CHINA, 0.2, 30),  # ports closed, power rationed
    (TAIWAN, 0.12, 45),  # earthquakes, typhoons, the strait
    (CENTRAL_EUROPE, 0.06, 8),  # strikes, floods
    (TURKEY, 0.12, 14),  # borders, earthquakes
    (HOME, 0.03, 5),  # snow, strikes
)


@dataclass(frozen=True)
class Seller:
    """A supplier, and what its offers have in common.

    ``lead`` is the usual lead time in days, ``lead_variation`` its deviation as a part of it, ``freight`` the
    freight as a part of the price, ``order_cost`` in EUR, ``moq_days`` the demand a minimum order covers.
    """

    name: str
    region: str
    outages: tuple[float, float]  # a year, days
    lead: float
    lead_variation: float
    freight: float
    order_cost: float
    moq_days: float = 0.0
    nearshore: bool = False
    surge: tuple[float, float] = (0.0, 0.0)  # fraction, after days
    payment_days: int = 30
    capacity: int | None = None
    onboarding: int = 0
    fee: int = 0


#: Overseas: by sea, slow, little help in an emergency, large minimum orders.
_FAR = Seller("", "", (0.3, 30), 0, lead_variation=0.12, freight=0.04, order_cost=65, moq_days=12, surge=(0.2, 21))
#: Within a truck's reach.
_NEAR = Seller(
    "",
    "",
    (0.15, 14),
    0,
    lead_variation=0.15,
    freight=0.015,
    order_cost=32,
    moq_days=4,
    nearshore=True,
    surge=(0.6, 7),
    payment_days=45,
)
#: Next door: daily delivery, orders by portal.
_LOCAL = Seller(
    "", HOME, (0.12, 6), 0, lead_variation=0.15, freight=0.004, order_cost=12, surge=(1.0, 2), payment_days=14
)

SELLERS = (
    replace(_FAR, name="Shenzhen Huarun Components", region=SOUTH_CHINA, lead=44),
    replace(_FAR, name="Dongguan Best Metalwork", region=SOUTH_CHINA, lead=48, freight=0.09, outages=(0.3, 24)),
    replace(_FAR, name="Guangzhou Cable and Connector", region=SOUTH_CHINA, lead=42, freight=0.045),
    replace(_FAR, name="Zhongshan Cooling", region=SOUTH_CHINA, lead=50, freight=0.08, outages=(0.35, 20)),
    replace(
        _FAR,
        name="Hsinchu Silicon Trading",
        region=TAIWAN,
        lead=56,
        freight=0.012,
        outages=(0.25, 40),
        lead_variation=0.17,
    ),
    replace(_FAR, name="Taichung Power Devices", region=TAIWAN, lead=48, freight=0.02, outages=(0.25, 30)),
    replace(_FAR, name="Kaohsiung Fasteners", region=TAIWAN, lead=52, freight=0.06, outages=(0.1, 20)),
    replace(_NEAR, name="Brno Electronics", region=CENTRAL_EUROPE, lead=11, capacity=2_400_000),
    replace(_NEAR, name="Wroclaw Circuit Boards", region=CENTRAL_EUROPE, lead=12),
    replace(_NEAR, name="Ostrava Sheet Metal", region=CENTRAL_EUROPE, lead=9, freight=0.03),
    replace(_NEAR, name="Timisoara Harness", region=CENTRAL_EUROPE, lead=10, freight=0.02),
    replace(_NEAR, name="Gyor Plastics", region=CENTRAL_EUROPE, lead=10, freight=0.025, onboarding=4_000, fee=1_500),
    replace(_NEAR, name="Bursa Die Casting", region=TURKEY, lead=17, freight=0.035, outages=(0.2, 14)),
    replace(_NEAR, name="Izmir Chemicals", region=TURKEY, lead=16, freight=0.03, onboarding=2_500, fee=800),
    replace(_NEAR, name="Istanbul Power Electronics", region=TURKEY, lead=15, onboarding=9_000, fee=3_000),
    replace(_LOCAL, name="Neckar Electronics Distribution", lead=2, outages=(0.2, 9), payment_days=30),
    replace(_LOCAL, name="Rhine Industrial Supply", lead=2, capacity=680_000),
    replace(_LOCAL, name="Odenwald Packaging", lead=2, freight=0.0, capacity=260_000),
    replace(_LOCAL, name="Kraichgau Chemicals", lead=3),
    replace(_LOCAL, name="Palatinate Enclosures", lead=5, outages=(0.1, 6), order_cost=18.0, payment_days=30),
    replace(_LOCAL, name="Swabian Turned Parts", lead=4, outages=(0.1, 6), order_cost=16.0),
    replace(_LOCAL, name="Heidelberg Cooling Service", lead=3, onboarding=1_200, fee=400),
)

SELLER_OF = {seller.name: seller for seller in SELLERS}
