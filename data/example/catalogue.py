"""What the example company stocks: families of items, with the ranges their figures are drawn from."""

from dataclasses import dataclass

from company import BULK, CHEMICALS, MAIN

DRIVES, CABINETS, PUMPS, SERVICE = "Compact drives", "Control cabinets", "Pump controllers", "Service"

Range = tuple[float, float]


@dataclass(frozen=True)
class Source:
    """Where a family can be bought: one of ``sellers``, with a chance, at a price against the family's."""

    sellers: tuple[str, ...]
    chance: float
    price: Range


@dataclass(frozen=True)
class Family:
    """Items of a kind.

    ``names`` are descriptions, variants after a colon separated by ``|``; ``price`` in EUR, ``daily_value`` in EUR
    demanded a day, ``variation`` the deviation of a day's demand as a part of its mean, ``volume`` in m3 a unit.
    """

    code: str
    names: tuple[str, ...]
    price: Range
    daily_value: Range
    variation: Range
    volume: Range
    criticality: tuple[int, ...]
    lines: tuple[str, ...]
    sources: tuple[Source, ...]
    warehouse: str = MAIN
    holding: float | None = None
    obsolescence: float = 0.0
    shelf_life: tuple[int, ...] = ()
    backorder: float = 0.0
    resale: bool = False
    postures: str = ""

    @property
    def descriptions(self) -> tuple[str, ...]:
        """One description an item."""
        found: list[str] = []
        for name in self.names:
            stem, _, variants = name.partition(": ")
            found += [f"{stem} {variant}".strip() for variant in variants.split("|")]
        return tuple(found)


HUARUN, BEST, CABLE, ZHONGSHAN = (
    "Shenzhen Huarun Components",
    "Dongguan Best Metalwork",
    "Guangzhou Cable and Connector",
    "Zhongshan Cooling",
)
HSINCHU, TAICHUNG, KAOHSIUNG = "Hsinchu Silicon Trading", "Taichung Power Devices", "Kaohsiung Fasteners"
BRNO, WROCLAW, OSTRAVA, TIMISOARA, GYOR = (
    "Brno Electronics",
    "Wroclaw Circuit Boards",
    "Ostrava Sheet Metal",
    "Timisoara Harness",
    "Gyor Plastics",
)
BURSA, IZMIR, ISTANBUL = "Bursa Die Casting", "Izmir Chemicals", "Istanbul Power Electronics"
NECKAR, RHINE, ODENWALD, KRAICHGAU = (
    "Neckar Electronics Distribution",
    "Rhine Industrial Supply",
    "Odenwald Packaging",
    "Kraichgau Chemicals",
)
PALATINATE, SWABIAN, HEIDELBERG = "Palatinate Enclosures", "Swabian Turned Parts", "Heidelberg Cooling Service"

FAMILIES = (
    Family(
        code="SEM",
        names=(
            "Microcontroller 32-bit: 64 pin|100 pin|144 pin|safety",
            "Fieldbus controller: EtherNet|CAN|serial",
            "Gate driver: 2 A isolated|4 A isolated|half bridge",
            "IGBT module: 600 V 30 A|1200 V 25 A|1200 V 50 A|1200 V 75 A",
            "SiC MOSFET: 1200 V 40 mOhm|1200 V 80 mOhm",
            "Current sensor: 25 A|50 A|100 A",
            "Flash memory: 32 Mbit|128 Mbit",
            "Converter IC: 16-bit|24-bit",
            "Optocoupler: high speed|IGBT drive",
            "Voltage regulator: 3.3 V|5 V",
        ),
        price=(1.6, 48),
        daily_value=(25, 1400),
        variation=(0.3, 1.0),
        volume=(0.00002, 0.0002),
        criticality=(4, 4, 5, 5, 5),
        lines=(DRIVES, DRIVES, CABINETS, PUMPS),
        sources=(
            Source((HSINCHU, TAICHUNG), 1.0, (1.0, 1.0)),
            Source((HUARUN,), 0.55, (0.98, 1.03)),
            Source((BRNO, ISTANBUL), 0.6, (1.03, 1.1)),
            Source((NECKAR,), 0.55, (1.06, 1.18)),
        ),
        obsolescence=0.06,
    ),
    Family(
        code="PAS",
        names=(
            "Resistor thin film 0603: 10 Ohm|100 Ohm|1 kOhm|4.7 kOhm|10 kOhm|100 kOhm",
            "Shunt resistor: 1 mOhm|5 mOhm|10 mOhm",
            "Ceramic capacitor: 100 nF|1 uF|10 uF|22 uF",
            "Electrolytic capacitor: 470 uF 450 V|1000 uF 63 V|220 uF 35 V",
            "Film capacitor: 1 uF 630 V|4.7 uF 900 V",
            "Power choke: 10 uH|100 uH|1 mH",
            "Common mode choke: 6 A|16 A",
            "Quartz: 8 MHz|25 MHz",
        ),
        price=(0.02, 3.2),
        daily_value=(12, 260),
        variation=(0.25, 0.9),
        volume=(0.000002, 0.00004),
        criticality=(3, 4, 4, 5),
        lines=(DRIVES, CABINETS, PUMPS),
        sources=(
            Source((HUARUN,), 0.9, (1.0, 1.0)),
            Source((TAICHUNG,), 0.4, (1.0, 1.04)),
            Source((BRNO,), 0.45, (1.04, 1.12)),
            Source((NECKAR,), 0.85, (1.05, 1.16)),
        ),
        obsolescence=0.03,
    ),
    Family(
        code="MOD",
        names=(
            "Circuit board: control unit 6 layers|power stage 4 layers|display 2 layers|interface 4 layers",
            "Power supply: 24 V 60 W|24 V 120 W|24 V 240 W|48 V 240 W",
            "Display: 4.3 inch|7 inch touch|text 2 x 16",
            "Relay: 24 V 10 A|safety 2 poles|solid state 40 A",
            "Contactor: 9 A|18 A|32 A",
            "Circuit breaker: B16|C10|C32",
            "Line filter: 10 A|30 A",
            "Brake resistor: 100 W|400 W",
        ),
        price=(7, 95),
        daily_value=(60, 1900),
        variation=(0.25, 0.9),
        volume=(0.0004, 0.004),
        criticality=(3, 4, 4, 5),
        lines=(DRIVES, CABINETS, CABINETS, PUMPS),
        sources=(
            Source((HUARUN, TAICHUNG), 0.85, (1.0, 1.0)),
            Source((BRNO, WROCLAW), 0.7, (1.02, 1.09)),
            Source((ISTANBUL,), 0.3, (1.0, 1.05)),
            Source((NECKAR, RHINE), 0.7, (1.05, 1.14)),
        ),
        obsolescence=0.04,
    ),
    Family(
        code="MEC",
        names=(
            "Housing: aluminium size 1|aluminium size 2|aluminium size 3|plastic size 1|plastic size 2",
            "Heat sink: 120 mm|200 mm|300 mm",
            "Cabinet: 600 x 600|800 x 600|1200 x 800|1800 x 800",
            "Mounting plate: 600 x 600|800 x 600|1200 x 800",
            "DIN rail: 1 m|2 m",
            "Front panel: compact|pump|cabinet",
            "Bracket: left|right|wall",
        ),
        price=(3, 160),
        daily_value=(70, 1300),
        variation=(0.2, 0.6),
        volume=(0.001, 0.03),
        criticality=(2, 3, 3, 4),
        lines=(DRIVES, CABINETS, PUMPS),
        sources=(
            Source((BEST,), 0.45, (0.9, 0.96)),
            Source((OSTRAVA, BURSA), 0.75, (0.97, 1.02)),
            Source((PALATINATE,), 0.95, (1.0, 1.04)),
            Source((GYOR,), 0.15, (0.95, 1.0)),
        ),
        warehouse=BULK,
    ),
    Family(
        code="CAB",
        names=(
            "Cable harness: drive|pump|cabinet door|display",
            "Connector: M12 4 pin|M12 8 pin|terminal 3 pole|terminal 6 pole|RJ45 shielded|motor 4 pole",
            "Cable gland: M16|M20|M25",
            "Stranded wire: 0.75 mm2 blue|1.5 mm2 black|2.5 mm2 green-yellow",
            "Motor cable: 4 x 1.5 shielded|4 x 2.5 shielded",
            "Cable duct: 40 x 60|60 x 80",
        ),
        price=(0.35, 22),
        daily_value=(25, 420),
        variation=(0.3, 1.0),
        volume=(0.00005, 0.0012),
        criticality=(2, 3, 3, 4),
        lines=(DRIVES, CABINETS, PUMPS),
        sources=(
            Source((CABLE,), 0.6, (0.92, 0.98)),
            Source((TIMISOARA,), 0.6, (0.98, 1.03)),
            Source((RHINE,), 0.85, (1.02, 1.1)),
        ),
    ),
    Family(
        code="FAS",
        names=(
            "Screw zinc plated: M3 x 8|M4 x 12|M5 x 16|M6 x 20|M8 x 30",
            "Screw stainless: M4 x 10|M5 x 12|M6 x 16",
            "Nut: M4|M5|M6|M8",
            "Washer: M4|M5|M6",
            "Threaded insert: M3|M4|M5",
            "Standoff: 10 mm|20 mm",
            "Blind rivet: 3 mm|4 mm",
        ),
        price=(0.02, 0.6),
        daily_value=(4, 45),
        variation=(0.3, 1.2),
        volume=(0.000001, 0.00002),
        criticality=(1, 2, 2, 3),
        lines=("",),
        sources=(
            Source((KAOHSIUNG,), 0.35, (0.78, 0.9)),
            Source((RHINE,), 0.9, (1.0, 1.06)),
            Source((SWABIAN,), 0.6, (1.0, 1.1)),
        ),
    ),
    Family(
        code="CHE",
        names=(
            "Thermal paste: 1 kg tin|cartridge",
            "Potting resin: 25 kg drum|5 kg can",
            "Conformal coating: 5 l|spray",
            "Solder paste: type 3|type 4",
            "Flux: 1 l|pen",
            "Cleaner: isopropanol 10 l|citrus 5 l",
            "Adhesive: epoxy|thread lock",
        ),
        price=(9, 140),
        daily_value=(12, 260),
        variation=(0.5, 1.4),
        volume=(0.001, 0.02),
        criticality=(3, 4, 4, 5),
        lines=(DRIVES, CABINETS, PUMPS),
        sources=(
            Source((IZMIR,), 0.5, (0.86, 0.94)),
            Source((KRAICHGAU,), 1.0, (1.0, 1.0)),
            Source((RHINE,), 0.4, (1.02, 1.1)),
        ),
        warehouse=CHEMICALS,
        obsolescence=0.08,
        shelf_life=(90, 180, 180, 365),
    ),
    Family(
        code="SEA",
        names=(
            "Cooling kit: drive|cabinet 500 W|cabinet 1000 W",
            "Filter fan: 55 m3/h|115 m3/h",
            "Heater: cabinet 100 W|cabinet 250 W",
            "Antifreeze coolant: 5 l|20 l",
            "Sun shield: cabinet",
        ),
        price=(18, 260),
        daily_value=(60, 520),
        variation=(1.2, 2.4),
        volume=(0.006, 0.05),
        criticality=(2, 3),
        lines=(SERVICE, CABINETS),
        sources=(
            Source((ZHONGSHAN,), 0.85, (0.8, 0.88)),
            Source((OSTRAVA,), 0.4, (0.95, 1.0)),
            Source((HEIDELBERG,), 0.7, (1.0, 1.06)),
            Source((RHINE,), 0.5, (1.04, 1.1)),
        ),
        warehouse=BULK,
        holding=0.16,
        obsolescence=0.1,
        resale=True,
    ),
    Family(
        code="PAK",
        names=(
            "Carton: small|medium|large|export",
            "Pallet: euro|export",
            "Foam insert: drive|pump",
            "Antistatic bag: 200 mm|300 mm",
            "Label: product|shipping",
        ),
        price=(0.05, 9),
        daily_value=(8, 170),
        variation=(0.2, 0.5),
        volume=(0.0008, 0.03),
        criticality=(1, 2, 2),
        lines=("",),
        sources=(
            Source((ODENWALD,), 1.0, (1.0, 1.0)),
            Source((RHINE,), 0.5, (1.03, 1.1)),
        ),
        warehouse=BULK,
    ),
    Family(
        code="SPA",
        names=(
            "Spare control unit: series 1|series 2|series 3",
            "Spare power stage: series 1|series 2|series 3",
            "Spare display: series 1|series 2",
            "Spare fan: series 1|series 2",
            "Encoder: 1024 lines|2048 lines",
            "Backup battery: series 1|series 2",
        ),
        price=(25, 420),
        daily_value=(6, 120),
        variation=(2.0, 4.0),
        volume=(0.002, 0.012),
        criticality=(3, 4, 5),
        lines=(SERVICE,),
        sources=(
            Source((HUARUN, TAICHUNG), 0.6, (0.9, 0.98)),
            Source((BRNO,), 0.7, (1.0, 1.04)),
            Source((NECKAR,), 0.4, (1.08, 1.16)),
        ),
        obsolescence=0.08,
        backorder=0.75,
        resale=True,
    ),
)
