"""What the starter case holds: a maker of control cabinets that buys parts far, near and next door.

The rows are made of the row models, so they are checked where they stand.
"""

from collections.abc import Mapping, Sequence

from stockposture_models.tables.item import Item, Shortage
from stockposture_models.tables.offer import Offer
from stockposture_models.tables.region import Region
from stockposture_models.tables.row import Row
from stockposture_models.tables.settings import Settings
from stockposture_models.tables.supplier import Supplier
from stockposture_models.tables.warehouse import Warehouse

CONTROLLER, CAPACITOR, SUPPLY, HOUSING, SCREW, PASTE = (
    "MCU-0048213",  # begins with letters: Excel would drop the zeros of 0048213 when it opens the CSV
    "CAP-100NF",
    "PSU-24V-120W",
    "HSG-ALU-03",
    "SCR-M4X12",
    "THP-1KG",
)
SHENZHEN, GUANGZHOU, BRNO, LOCAL = (
    "Shenzhen Components",
    "Guangzhou Precision",
    "Brno Electronics",
    "Hansen Industrial Supply",
)
SOUTH_CHINA = "South China"
MAIN, CHEMICALS = "Main store", "Chemicals store"

ITEMS = (
    Item(
        sku=CONTROLLER,
        description="Microcontroller 32-bit",
        demand_mean=40,
        demand_sd=18,
        stockout_cost=25,
        unit_volume=0.00005,
        obsolescence_rate=0.08,
        criticality=5,
        warehouse=MAIN,
        product_line="Cabinets",
    ),
    Item(
        sku=CAPACITOR,
        description="Ceramic capacitor 100 nF",
        demand_mean=1200,
        demand_sd=400,
        stockout_cost=0.4,
        unit_volume=0.000002,
        obsolescence_rate=0.03,
        criticality=4,
        warehouse=MAIN,
        product_line="Cabinets",
    ),
    Item(
        sku=SUPPLY,
        description="Power supply 24 V 120 W",
        demand_mean=6,
        demand_sd=4,
        stockout_cost=80,
        unit_volume=0.0025,
        obsolescence_rate=0.05,
        criticality=5,
        warehouse=MAIN,
        product_line="Cabinets",
    ),
    Item(
        sku=HOUSING,
        description="Aluminium housing, milled",
        demand_mean=8,
        demand_sd=3,
        stockout_cost=45,
        unit_volume=0.018,
        criticality=4,
        warehouse=MAIN,
        product_line="Cabinets",
    ),
    Item(
        sku=SCREW,
        description="Screw M4 x 12, zinc plated",
        demand_mean=900,
        demand_sd=250,
        stockout_cost=0.1,
        unit_volume=0.000004,
        criticality=2,
        warehouse=MAIN,
        allowed_postures="hybrid|jic",
    ),
    Item(
        sku=PASTE,
        description="Thermal paste, tin of 1 kg",
        demand_mean=0.8,
        demand_sd=0.9,
        stockout_cost=30,
        unit_volume=0.0015,
        holding_rate=0.25,
        obsolescence_rate=0.1,
        shortage=Shortage.BACKORDER,
        criticality=3,
        shelf_life_days=365,
        warehouse=CHEMICALS,
        product_line="Service",
    ),
)

SUPPLIERS = (
    Supplier(
        supplier=SHENZHEN,
        region=SOUTH_CHINA,
        disruption_rate=0.3,
        disruption_days=25,
        surge_fraction=0.3,
        surge_delay_days=21,
        payment_days=30,
    ),
    Supplier(
        supplier=GUANGZHOU,
        region=SOUTH_CHINA,
        disruption_rate=0.2,
        disruption_days=20,
        payment_days=45,
    ),
    Supplier(
        supplier=BRNO,
        nearshore=True,
        disruption_rate=0.1,
        disruption_days=14,
        surge_fraction=0.5,
        surge_delay_days=7,
        capacity=250_000,
        payment_days=30,
        onboarding_cost=1_500,
        annual_fee=600,
    ),
    Supplier(
        supplier=LOCAL,
        nearshore=True,
        disruption_rate=0.1,
        disruption_days=5,
        surge_fraction=1,
        surge_delay_days=2,
        payment_days=14,
    ),
)

OFFERS = (
    Offer(
        sku=CONTROLLER,
        supplier=SHENZHEN,
        unit_price=3.8,
        freight_per_unit=0.05,
        lead_time_days=45,
        lead_time_sd=10,
        order_cost=60,
        moq=500,
        incumbent=True,
    ),
    Offer(
        sku=CONTROLLER,
        supplier=BRNO,
        unit_price=4.1,
        freight_per_unit=0.02,
        lead_time_days=8,
        lead_time_sd=2,
        order_cost=40,
        max_share=0.6,
    ),
    Offer(
        sku=CAPACITOR,
        supplier=SHENZHEN,
        unit_price=0.012,
        freight_per_unit=0.0005,
        lead_time_days=45,
        lead_time_sd=10,
        order_cost=60,
        moq=10_000,
        incumbent=True,
    ),
    Offer(sku=CAPACITOR, supplier=LOCAL, unit_price=0.021, lead_time_days=3, lead_time_sd=1, order_cost=25),
    Offer(
        sku=SUPPLY,
        supplier=GUANGZHOU,
        unit_price=38,
        freight_per_unit=1.4,
        lead_time_days=50,
        lead_time_sd=12,
        order_cost=80,
        moq=50,
        incumbent=True,
    ),
    Offer(
        sku=SUPPLY,
        supplier=BRNO,
        unit_price=41,
        freight_per_unit=0.6,
        lead_time_days=10,
        lead_time_sd=3,
        order_cost=40,
    ),
    Offer(
        sku=HOUSING,
        supplier=GUANGZHOU,
        unit_price=21,
        freight_per_unit=3.2,
        lead_time_days=50,
        lead_time_sd=12,
        order_cost=80,
        moq=100,
        incumbent=True,
    ),
    Offer(
        sku=HOUSING,
        supplier=LOCAL,
        unit_price=25,
        freight_per_unit=0.3,
        lead_time_days=7,
        lead_time_sd=2,
        order_cost=30,
    ),
    Offer(
        sku=SCREW,
        supplier=LOCAL,
        unit_price=0.03,
        lead_time_days=2,
        lead_time_sd=1,
        order_cost=20,
        incumbent=True,
    ),
    Offer(
        sku=PASTE,
        supplier=LOCAL,
        unit_price=48,
        freight_per_unit=0.9,
        lead_time_days=6,
        lead_time_sd=2,
        order_cost=25,
        moq=4,
        incumbent=True,
    ),
)

REGIONS = (Region(region=SOUTH_CHINA, disruption_rate=0.1, disruption_days=30),)

WAREHOUSES = (
    Warehouse(warehouse=MAIN, capacity_m3=8, storage_cost=60, overflow_m3=4, overflow_cost=150),
    Warehouse(warehouse=CHEMICALS, capacity_m3=2, storage_cost=200, overflow_m3=0.5, overflow_cost=500),
)

#: The starter's rows by table.
TABLES: Mapping[str, Sequence[Row]] = {rows[0].table: rows for rows in (ITEMS, SUPPLIERS, OFFERS, REGIONS, WAREHOUSES)}

SETTINGS = Settings(capital_cap=18_000, currency="EUR")
