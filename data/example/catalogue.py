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
class Kind:
    """Variants of a thing, from small to large: price in EUR and volume in m3 a unit rise along them."""

    name: str
    variants: tuple[str, ...]
    price: Range
    volume: Range
    postures: str = ""


@dataclass(frozen=True)
class Family:
    """Kinds of things that are demanded, stored and bought alike.

    ``daily_value`` is demand in EUR a day, ``variation`` the deviation of a day's demand as a part of its mean,
    ``backorder`` the chance that customers wait, ``least_days`` and ``most_days`` the buffers that contracts ask
    for and the shelves have room for, in days of demand.
    """

    code: str
    kinds: tuple[Kind, ...]
    daily_value: Range
    variation: Range
    criticality: tuple[int, ...]
    lines: tuple[str, ...]
    sources: tuple[Source, ...]
    warehouse: str = MAIN
    holding: float | None = None
    obsolescence: float = 0.0
    shelf_life: tuple[int, ...] = ()
    backorder: float = 0.0
    resale: bool = False
    least_days: int | None = None
    most_days: int | None = None


def _kind(words: str, price: Range, volume: Range, postures: str = "") -> Kind:
    """Return a kind; ``words`` are its name and, after a colon, its variants."""
    name, _, variants = words.partition(": ")
    return Kind(name, tuple(variants.split("|")), price, volume, postures)


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
        kinds=(
            _kind(
                "Microcontroller 32-bit: 64 pin|100 pin|144 pin|safety", (2.4, 9.5), (0.00001, 0.00003), "hybrid|jic"
            ),
            _kind("Fieldbus controller: serial|CAN|EtherNet", (2.1, 16), (0.00001, 0.00003)),
            _kind("Gate driver: half bridge|2 A isolated|4 A isolated", (1.6, 4.2), (0.00001, 0.00002)),
            _kind("IGBT module: 600 V 30 A|1200 V 25 A|1200 V 50 A|1200 V 75 A", (14, 48), (0.00015, 0.0004)),
            _kind("SiC MOSFET: 1200 V 80 mOhm|1200 V 40 mOhm", (9, 22), (0.00003, 0.00003)),
            _kind("Current sensor: 25 A|50 A|100 A", (4.2, 9), (0.00003, 0.00008)),
            _kind("Flash memory: 32 Mbit|128 Mbit", (1.3, 3.4), (0.00001, 0.00001)),
            _kind("Converter IC: 16-bit|24-bit", (4.1, 11), (0.00001, 0.00001)),
            _kind("Optocoupler: high speed|IGBT drive", (0.9, 2.2), (0.00001, 0.00001)),
            _kind("Voltage regulator: 3.3 V|5 V", (0.55, 0.75), (0.00001, 0.00001)),
        ),
        daily_value=(25, 1400),
        variation=(0.3, 1.0),
        criticality=(4, 4, 5, 5, 5),
        lines=(DRIVES, DRIVES, CABINETS, PUMPS),
        sources=(
            Source((HSINCHU, TAICHUNG), 1.0, (1.0, 1.0)),
            Source((HUARUN,), 0.7, (0.98, 1.03)),
            Source((BRNO, ISTANBUL), 0.45, (1.05, 1.13)),
            Source((NECKAR,), 0.55, (1.06, 1.16)),
        ),
        obsolescence=0.06,
    ),
    Family(
        code="PAS",
        kinds=(
            _kind(
                "Resistor thin film 0603: 10 Ohm|100 Ohm|1 kOhm|4.7 kOhm|10 kOhm|100 kOhm",
                (0.02, 0.024),
                (0.000001, 0.000001),
            ),
            _kind("Shunt resistor: 10 mOhm|5 mOhm|1 mOhm", (0.35, 0.6), (0.000004, 0.000006)),
            _kind("Ceramic capacitor: 100 nF|1 uF|10 uF|22 uF", (0.03, 0.22), (0.000001, 0.000003)),
            _kind("Electrolytic capacitor: 220 uF 35 V|1000 uF 63 V|470 uF 450 V", (0.4, 3.8), (0.00002, 0.0001)),
            _kind("Film capacitor: 1 uF 630 V|4.7 uF 900 V", (0.8, 2.6), (0.00002, 0.00006)),
            _kind("Power choke: 10 uH|100 uH|1 mH", (0.6, 2.2), (0.00002, 0.00006)),
            _kind("Common mode choke: 6 A|16 A", (2.1, 4.6), (0.00008, 0.0002)),
            _kind("Quartz: 8 MHz|25 MHz", (0.22, 0.3), (0.000002, 0.000002)),
        ),
        daily_value=(8, 150),
        variation=(0.25, 0.9),
        criticality=(3, 4, 4, 5),
        lines=(DRIVES, CABINETS, PUMPS),
        sources=(
            Source((HUARUN,), 0.9, (1.0, 1.0)),
            Source((TAICHUNG,), 0.6, (1.0, 1.04)),
            Source((BRNO,), 0.4, (1.04, 1.12)),
            Source((NECKAR,), 0.8, (1.05, 1.16)),
        ),
        obsolescence=0.03,
    ),
    Family(
        code="MOD",
        kinds=(
            _kind(
                "Circuit board: display 2 layers|interface 4 layers|power stage 4 layers|control unit 6 layers",
                (4.5, 19),
                (0.0002, 0.0006),
            ),
            _kind("Power supply: 24 V 60 W|24 V 120 W|24 V 240 W|48 V 240 W", (19, 64), (0.0009, 0.003)),
            _kind("Display: text 2 x 16|4.3 inch|7 inch touch", (11, 72), (0.0004, 0.002)),
            _kind("Relay: 24 V 10 A|safety 2 poles|solid state 40 A", (3.6, 28), (0.0001, 0.0004)),
            _kind("Contactor: 9 A|18 A|32 A", (12, 41), (0.0006, 0.0014)),
            _kind("Circuit breaker: B16|C10|C32", (6.5, 14), (0.0003, 0.0004)),
            _kind("Line filter: 10 A|30 A", (16, 38), (0.001, 0.003)),
            _kind("Brake resistor: 100 W|400 W", (13, 44), (0.001, 0.005)),
        ),
        daily_value=(60, 1900),
        variation=(0.25, 0.9),
        criticality=(3, 4, 4, 5),
        lines=(DRIVES, CABINETS, CABINETS, PUMPS),
        sources=(
            Source((HUARUN, TAICHUNG), 0.9, (1.0, 1.0)),
            Source((BRNO, WROCLAW), 0.55, (1.03, 1.1)),
            Source((ISTANBUL,), 0.25, (1.01, 1.06)),
            Source((NECKAR,), 0.55, (1.04, 1.12)),
            Source((RHINE,), 0.45, (1.04, 1.12)),
        ),
        obsolescence=0.04,
    ),
    Family(
        code="MEC",
        kinds=(
            _kind(
                "Housing: plastic size 1|plastic size 2|aluminium size 1|aluminium size 2|aluminium size 3",
                (6, 38),
                (0.004, 0.02),
            ),
            _kind("Heat sink: 120 mm|200 mm|300 mm", (5, 17), (0.002, 0.007)),
            _kind("Cabinet: 600 x 600|800 x 600|1200 x 800|1800 x 800", (85, 260), (0.07, 0.26), "jit|hybrid"),
            _kind("Mounting plate: 600 x 600|800 x 600|1200 x 800", (11, 32), (0.004, 0.012)),
            _kind("DIN rail: 1 m|2 m", (2.6, 4.9), (0.0006, 0.0012)),
            _kind("Front panel: compact|pump|cabinet", (7, 19), (0.002, 0.008)),
            _kind("Bracket: left|right|wall", (2.2, 6), (0.0008, 0.003)),
        ),
        daily_value=(70, 1300),
        variation=(0.2, 0.6),
        criticality=(2, 3, 3, 4),
        lines=(DRIVES, CABINETS, PUMPS),
        sources=(
            Source((BEST,), 0.45, (0.9, 0.96)),
            Source((OSTRAVA, BURSA), 0.75, (0.97, 1.02)),
            Source((PALATINATE,), 0.95, (1.0, 1.04)),
            Source((SWABIAN,), 0.3, (0.99, 1.05)),
            Source((GYOR,), 0.15, (0.95, 1.0)),
        ),
        warehouse=BULK,
    ),
    Family(
        code="CAB",
        kinds=(
            _kind("Cable harness: display|pump|drive|cabinet door", (5, 24), (0.0006, 0.004)),
            _kind(
                "Connector: RJ45 shielded|terminal 3 pole|terminal 6 pole|M12 4 pin|M12 8 pin|motor 4 pole",
                (0.7, 12),
                (0.00002, 0.0003),
            ),
            _kind("Cable gland: M16|M20|M25", (0.55, 1.3), (0.00005, 0.00015)),
            _kind("Stranded wire: 0.75 mm2 blue|1.5 mm2 black|2.5 mm2 green-yellow", (0.12, 0.36), (0.00002, 0.00006)),
            _kind("Motor cable: 4 x 1.5 shielded|4 x 2.5 shielded", (2.4, 3.9), (0.0004, 0.0007)),
            _kind("Cable duct: 40 x 60|60 x 80", (3.1, 5.2), (0.005, 0.01)),
        ),
        daily_value=(25, 420),
        variation=(0.3, 1.0),
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
        kinds=(
            _kind("Screw zinc plated: M3 x 8|M4 x 12|M5 x 16|M6 x 20|M8 x 30", (0.02, 0.11), (0.000001, 0.00001)),
            _kind("Screw stainless: M4 x 10|M5 x 12|M6 x 16", (0.06, 0.16), (0.000002, 0.000008)),
            _kind("Nut: M4|M5|M6|M8", (0.02, 0.07), (0.000001, 0.000006)),
            _kind("Washer: M4|M5|M6", (0.02, 0.03), (0.000001, 0.000001)),
            _kind("Threaded insert: M3|M4|M5", (0.09, 0.2), (0.000001, 0.000003)),
            _kind("Standoff: 10 mm|20 mm", (0.21, 0.34), (0.000003, 0.000005)),
            _kind("Blind rivet: 3 mm|4 mm", (0.03, 0.05), (0.000002, 0.000003)),
        ),
        daily_value=(4, 45),
        variation=(0.3, 1.2),
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
        kinds=(
            _kind("Thermal paste: cartridge|1 kg tin", (14, 52), (0.0004, 0.0015)),
            _kind("Potting resin: 5 kg can|25 kg drum", (62, 235), (0.007, 0.033)),
            _kind("Conformal coating: spray|5 l", (17, 148), (0.001, 0.008)),
            _kind("Solder paste: type 3|type 4", (48, 66), (0.001, 0.001), "jit|hybrid"),
            _kind("Flux: pen|1 l", (9, 24), (0.0003, 0.0015)),
            _kind("Cleaner: citrus 5 l|isopropanol 10 l", (26, 41), (0.007, 0.014)),
            _kind("Adhesive: thread lock|epoxy", (12, 19), (0.0003, 0.0004)),
        ),
        daily_value=(12, 260),
        variation=(0.5, 1.4),
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
        kinds=(
            _kind("Cooling kit: drive|cabinet 500 W|cabinet 1000 W", (95, 420), (0.02, 0.12)),
            _kind("Filter fan: 55 m3/h|115 m3/h", (29, 58), (0.006, 0.012)),
            _kind("Heater: cabinet 100 W|cabinet 250 W", (24, 43), (0.003, 0.004)),
            _kind("Antifreeze coolant: 5 l|20 l", (19, 64), (0.007, 0.027)),
            _kind("Sun shield: cabinet", (48, 48), (0.05, 0.05)),
        ),
        daily_value=(60, 520),
        variation=(1.2, 2.4),
        criticality=(2, 3),
        lines=(SERVICE, CABINETS),
        sources=(
            Source((ZHONGSHAN,), 0.85, (0.8, 0.88)),
            Source((OSTRAVA,), 0.4, (0.95, 1.0)),
            Source((HEIDELBERG,), 0.7, (1.0, 1.06)),
            Source((RHINE,), 0.5, (1.04, 1.1)),
        ),
        warehouse=BULK,
        holding=0.2,
        obsolescence=0.1,
        resale=True,
    ),
    Family(
        code="PAK",
        kinds=(
            _kind("Carton: small|medium|large|export", (0.45, 5.8), (0.001, 0.012)),
            _kind("Pallet: euro|export", (9.5, 14), (0.14, 0.17), "jit|hybrid"),
            _kind("Foam insert: drive|pump", (1.1, 1.9), (0.006, 0.011), "jit|hybrid"),
            _kind("Antistatic bag: 200 mm|300 mm", (0.08, 0.13), (0.00003, 0.00005)),
            _kind("Label: product|shipping", (0.03, 0.05), (0.000002, 0.000003)),
        ),
        daily_value=(8, 170),
        variation=(0.2, 0.5),
        criticality=(1, 2, 2),
        lines=("",),
        sources=(
            Source((ODENWALD,), 1.0, (1.0, 1.0)),
            Source((RHINE,), 0.5, (1.03, 1.1)),
        ),
        warehouse=BULK,
        most_days=20,
    ),
    Family(
        code="SPA",
        kinds=(
            _kind("Spare control unit: series 1|series 2|series 3", (140, 360), (0.003, 0.006)),
            _kind("Spare power stage: series 1|series 2|series 3", (120, 410), (0.004, 0.01)),
            _kind("Spare display: series 1|series 2", (75, 130), (0.002, 0.003)),
            _kind("Spare fan: series 1|series 2", (22, 31), (0.001, 0.002)),
            _kind("Encoder: 1024 lines|2048 lines", (68, 115), (0.0006, 0.0006)),
            _kind("Backup battery: series 1|series 2", (12, 18), (0.0002, 0.0003)),
        ),
        daily_value=(6, 120),
        variation=(2.0, 4.0),
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
        least_days=14,
    ),
)
