"""The item table: what of it stands in the page before its script runs."""

from stockposture.report.dossier.dossier import Dossier
from stockposture.report.html import escaped
from stockposture.report.pictures.words import money
from stockposture.report.plan_page.data import data_element, items_json, offers_json

#: Items a page can hold and stay quick to open; of more, those of the largest relevant cost.
MOST_ITEMS = 25_000

_SHELL = """<p class="soft">{told}</p>
<div class="controls" role="search">
<label>search, every word must be found<input type="search" id="search" autocomplete="off" spellcheck="false"
 placeholder="item, supplier, product line ( / )"></label>
<span id="filters"></span>
<button type="button" id="reset">Show all</button>
<button type="button" id="csv">Save these as CSV</button>
</div>
<p id="status" role="status"></p>
<p id="not-printed"></p>
<div class="wide item-table" id="item-region" role="region" tabindex="0" aria-label="Items">
<table><thead><tr id="item-head"></tr></thead><tbody id="item-body"></tbody></table>
<p id="nothing" hidden>Nothing fits: take out a word or a filter.</p>
</div>
<div class="pager" role="group" aria-label="Pages of the table of items">
<button type="button" id="first">First</button><button type="button" id="previous">Previous</button>
<span id="pages"></span>
<button type="button" id="next">Next</button><button type="button" id="last">Last</button>
<label>rows <select id="page-size"><option>25</option><option selected>50</option><option>100</option>
<option>500</option></select></label>
</div>
<noscript><p class="warning">Where scripts are switched off this table cannot be shown; the rest of the page is
whole, and plan.csv and the workbook hold every item.</p></noscript>
<dialog id="drawer" aria-labelledby="drawer-title" aria-describedby="drawer-description">
<header><div class="drawer-bar"><button type="button" id="drawer-previous">Previous</button>
<button type="button" id="drawer-next">Next</button><span id="drawer-place"></span>
<button type="button" id="drawer-close">Close</button></div>
<h2 id="drawer-title"></h2><p id="drawer-description"></p></header>
<div id="drawer-body" tabindex="0" role="region" aria-label="The item"></div>
</dialog>
"""


def item_section(dossier: Dossier) -> str:
    """Return the search, the table and the drawer, and the data they show."""
    plan, items = dossier.plan, dossier.dearest(MOST_ITEMS)
    count = plan.summary.items
    told = "Choose an item for its ledger: why, what it costs, what else was on offer. Arrow keys go from item to item."
    if count > MOST_ITEMS:
        told += f" These are the {MOST_ITEMS:,} items of {count:,} with the largest relevant cost; plan.csv has all."
    offers = offers_json(items["sku"], plan.case.offers)
    data = items_json(items, offers, money(plan.summary.currency))
    return _SHELL.format(told=escaped(told)) + data_element("items-data", data)
