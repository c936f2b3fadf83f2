"""Users' text made fit for a picture: one line, no control characters, not endless."""

import re

from stockposture.report.plain import one_line
from stockposture.report.table import shortened

#: Columns a name may take in the title of a panel, and in a list beside a picture.
LONG_NAME, SHORT_NAME = 48, 22

# What XML cannot hold in any way: lone halves of surrogate pairs and non-characters.
_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""Return a text on one line, without control characters and without what XML refuses.

    >>> clean("a\ud800b\x07")
    'a\ufffdb'
    """
    return _NOT_IN_XML.sub("\ufffd", one_line(text))


def words(text: str, most: int = LONG_NAME) -> str:
    r"""Return a text as it may stand in a picture: plain, on one line, shortened, nothing that XML refuses.

    Nothing in it is markup: the pictures are drawn without mathematical text, and SVG escapes it.

    >>> words("Main\nstore \x07<script>$x$</script>", 20)
    'Main store <scrip...'
    """
    return shortened(clean(text), most)


def money(currency: str) -> str:
    """Return the name of the currency, or the word where it has none.

    >>> money("EUR"), money(" ")
    ('EUR', 'currency')
    """
    return words(currency, SHORT_NAME) or "currency"


def isolated(name: str) -> str:
    """Return a name between marks that keep its direction of writing from the words around it (Unicode's FSI, PDI)."""
    return f"\u2068{name}\u2069"
