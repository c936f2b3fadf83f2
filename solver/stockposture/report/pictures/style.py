"""The look of our pictures: colours that the colour-blind tell apart, one style whatever the user's own settings."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from stockposture_models.errors import FileFaultError

#: Colours after Okabe and Ito (Color Universal Design, 2008); nothing is told by colour alone.
BLUE, VERMILLION, GREEN, PALE, INK, GREY = "#0072B2", "#D55E00", "#009E73", "#BFDDEC", "#1A1A1A", "#595959"

#: Fonts asked, where installed, for letters that the library's own font lacks (Chinese, Japanese, Korean, Indic).
_FALLBACKS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans CJK KR",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Microsoft YaHei",
    "Yu Gothic",
    "Malgun Gothic",
    "Hiragino Sans",
    "PingFang SC",
    "WenQuanYi Zen Hei",
    "Noto Sans Devanagari",
    "Nirmala UI",
)

# The library keeps its settings in one global place; two pictures drawn at once would take each other's.
_ONE_AT_A_TIME = threading.RLock()


def ensure_installed() -> None:
    """Find out, before any work, whether pictures can be drawn here.

    Raises
    ------
    FileFaultError
        The packages of the extra ``pictures`` are not installed.
    """
    try:
        import matplotlib.figure  # noqa: F401
    except ImportError as error:
        raise FileFaultError('drawing pictures needs more packages: pip install "stockposture[pictures]"') from error


@contextmanager
def house_style() -> Iterator[None]:
    """Draw within this: the library's defaults and ours, not the user's; put back as they were at the end.

    Raises
    ------
    FileFaultError
        As :func:`ensure_installed`.
    """
    ensure_installed()
    from matplotlib import style

    with _ONE_AT_A_TIME, style.context(["default", _settings()]), warnings.catch_warnings():
        # A letter that no font here has becomes a box in the PNG; in the SVG it stays the letter.
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
        yield


def _settings() -> dict[str, Any]:
    from matplotlib import font_manager

    installed = set(font_manager.get_font_names())
    return {
        "font.family": ["DejaVu Sans", *(name for name in _FALLBACKS if name in installed)],
        "font.size": 10.0,
        "axes.titlesize": 10.5,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": GREY,
        "axes.labelcolor": INK,
        "axes.axisbelow": True,
        "axes.grid": True,
        "grid.color": "#E3E3E3",
        "grid.linewidth": 0.6,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "xtick.labelcolor": INK,
        "ytick.labelcolor": INK,
        "text.color": INK,
        "legend.frameon": False,
        "legend.fontsize": 9.0,
        "hatch.linewidth": 0.6,
        "savefig.dpi": 150.0,
        "text.parse_math": False,  # a name with two dollar signs is a name, not a formula
        "svg.fonttype": "none",  # text stays text: it can be read aloud, searched and copied
        "svg.hashsalt": "stockposture",  # else the names of clips and markers are random
    }
