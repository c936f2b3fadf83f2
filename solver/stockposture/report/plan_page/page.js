"use strict";
// The item table: search, filters, sorting, pages, an item at a time. Everything that comes from the tables is put
// into the page as text; the policy of the page forbids making elements out of it.
(() => {
  const data = JSON.parse(document.getElementById("items-data").textContent);
  const column = new Map(data.columns.map((one) => [one.name, one]));
  const at = (id) => document.getElementById(id);
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const SHOWN = ["sku", "description", "posture", "split", "suppliers", "order_interval_days", "buffer_units",
    "buffer_days", "fill_rate", "capital", "relevant_cost"];
  const SEARCHED = ["sku", "description", "suppliers", "product_line", "warehouse", "governance"];
  const FILTERS = ["posture", "split", "abc", "warehouse", "product_line"];
  const SUMMED = ["capital", "relevant_cost"];
  const MOST_CHOICES = 200;
  const MOST_PRINTED = 400;

  const form = {
    whole: new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 }),
    digits: new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 }),
    part: new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 }),
  };
  const amount = (value) => (Math.abs(value) >= 99.995 ? form.whole : form.digits).format(value);

  // 100 % only where nothing is missing.
  const percentage = (part) => {
    const text = form.part.format(100 * part);
    return part < 1 && text === "100" ? "over 99.99 %" : `${text} %`;
  };

  const value = (name, row) => {
    const one = column.get(name);
    return one.words ? one.words.known[one.words.codes[row]] ?? "" : one.numbers[row];
  };

  const written = (name, row) => {
    const found = value(name, row);
    if (found === null || found === undefined || found === "") return "";
    switch (column.get(name).form) {
      case "text": return name === "suppliers" ? found.replaceAll("|", ", ") : found;
      case "count": return form.whole.format(found);
      case "part": return percentage(found);
      default: return amount(found);
    }
  };

  const isText = (name) => column.get(name).form === "text";

  // What a heading says: its name, and its unit on a line of its own.
  const headed = (name) => {
    const { heading, unit } = column.get(name);
    return [heading, unit.replace("units/yr", "units a year").replace("/yr", " a year")];
  };

  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [key, given] of Object.entries(attributes)) {
      if (given === false || given === null || given === undefined) continue;
      if (key === "on") for (const [event, run] of Object.entries(given)) made.addEventListener(event, run);
      else made.setAttribute(key, given === true ? "" : given);
    }
    made.append(...children);
    return made;
  }

  // A user's text keeps its own direction of writing.
  const own = (text) => element("bdi", {}, text);

  const badge = (posture) => element("span", { class: `badge ${posture}` }, posture);

  const haystack = new Array(data.rows);
  for (let row = 0; row < data.rows; row += 1)
    haystack[row] = SEARCHED.map((name) => value(name, row)).join("\n").toLowerCase();

  // ---- what is looked for, and what is found

  const state = { words: "", filters: new Map(), sort: "relevant_cost", down: true, page: 0, rows: [] };

  // A text column is sorted by the place of its texts: each different one is compared once.
  const places = new Map();
  function placeOf(name) {
    if (!places.has(name)) {
      const { known } = column.get(name).words;
      const order = known.map((_, code) => code).sort((a, b) => collator.compare(known[a], known[b]));
      const place = new Array(known.length);
      order.forEach((code, rank) => { place[code] = rank; });
      places.set(name, place);
    }
    return places.get(name);
  }

  function ordered(rows) {
    const one = column.get(state.sort);
    const sign = state.down ? -1 : 1;
    const key = one.words
      ? ((place) => (row) => place[one.words.codes[row]])(placeOf(state.sort))
      : (row) => one.numbers[row];
    // Rows without a number come last whichever way; equal ones in the order of the file.
    return rows.sort((a, b) => {
      const x = key(a);
      const y = key(b);
      if (x === y) return a - b;
      if (x === null || x === undefined) return 1;
      if (y === null || y === undefined) return -1;
      return sign * (x - y);
    });
  }

  function find() {
    const wanted = state.words.toLowerCase().split(/\s+/).filter(Boolean);
    const filters = [...state.filters].map(([name, text]) => {
      const { words } = column.get(name);
      const code = words.known.indexOf(text);
      return (row) => words.codes[row] === code;
    });
    const found = [];
    for (let row = 0; row < data.rows; row += 1)
      if (filters.every((fits) => fits(row)) && wanted.every((word) => haystack[row].includes(word))) found.push(row);
    state.rows = ordered(found);
    state.page = 0;
    show();
  }

  // ---- the table

  const size = () => Number(at("page-size").value);

  function headings() {
    const cells = SHOWN.map((name) => {
      const [words, unit] = headed(name);
      const is = state.sort === name;
      const button = element("button", { type: "button", title: column.get(name).doc, on: { click: () => sortBy(name) } },
        words, element("span", { class: "arrow", "aria-hidden": "true" }, is ? (state.down ? "▼" : "▲") : ""));
      return element("th", { scope: "col", class: isText(name) ? null : "number",
        "aria-sort": is ? (state.down ? "descending" : "ascending") : "none" },
      button, unit ? element("span", { class: "unit" }, unit) : "");
    });
    const focused = [...at("item-head").children].findIndex((cell) => cell.contains(document.activeElement));
    at("item-head").replaceChildren(...cells);
    if (focused >= 0) at("item-head").children[focused].querySelector("button").focus();
  }

  function sortBy(name) {
    state.down = state.sort === name ? !state.down : !isText(name);
    state.sort = name;
    ordered(state.rows);
    state.page = 0;
    show();
  }

  function line(row) {
    return element("tr", { "data-row": row }, ...SHOWN.map((name) => {
      if (name === "sku")
        return element("th", { scope: "row" }, element("button", { type: "button", class: "item", "aria-haspopup": "dialog" },
          own(written(name, row))));
      if (name === "posture") return element("td", {}, badge(value(name, row)));
      return isText(name) ? element("td", {}, own(written(name, row)))
        : element("td", { class: "number" }, written(name, row));
    }));
  }

  function body(from, to) {
    at("item-body").replaceChildren(...state.rows.slice(from, to).map(line));
  }

  function told() {
    const count = state.rows.length;
    const all = form.whole.format(data.rows);
    const words = count === data.rows ? `${all} item${count === 1 ? "" : "s"}`
      : `${form.whole.format(count)} of ${all} items`;
    const sums = SUMMED.map((name) => {
      const { heading, unit, numbers } = column.get(name);
      const sum = state.rows.reduce((total, row) => total + (numbers[row] ?? 0), 0);
      return `${heading} ${amount(sum)} ${unit.replace("/yr", " a year")}`;
    });
    const way = isText(state.sort) ? (state.down ? "Z to A" : "A to Z") : (state.down ? "largest first" : "smallest first");
    const [by] = headed(state.sort);
    return [`${words}: ${sums.join(", ")}`, `Sorted by ${by}, ${way}`];
  }

  function show() {
    const pages = Math.max(1, Math.ceil(state.rows.length / size()));
    state.page = Math.min(state.page, pages - 1);
    const from = state.page * size();
    const to = Math.min(from + size(), state.rows.length);
    headings();
    body(from, to);
    const [words, order] = told();
    at("status").textContent = `${words}. ${order}.`;
    at("nothing").hidden = state.rows.length > 0;
    at("pages").textContent = state.rows.length ? `${form.whole.format(from + 1)} to ${form.whole.format(to)} of ${form.whole.format(state.rows.length)}` : "";
    at("first").disabled = at("previous").disabled = state.page === 0;
    at("next").disabled = at("last").disabled = state.page >= pages - 1;
  }

  function turn(page) {
    state.page = page;
    show();
    at("item-region").scrollTop = 0;
  }

  // ---- one item

  const drawer = at("drawer");
  let open = -1;

  function facts(title, names, row) {
    const rows = names.filter((name) => written(name, row) !== "").flatMap((name) => {
      const [words, unit] = headed(name);
      return [element("dt", { title: column.get(name).doc }, words),
        element("dd", {}, own(written(name, row)), unit ? ` ${unit}` : "")];
    });
    return rows.length ? element("section", {}, element("h3", {}, title), element("dl", {}, ...rows)) : "";
  }

  function costs(row) {
    const names = ["ordering_cost", "carrying_cost", "stockout_cost"];
    const parts = names.map((name) => [headed(name)[0], value(name, row)]);
    const premium = value("relevant_cost", row) - parts.reduce((sum, [, cost]) => sum + cost, 0);
    parts.unshift(["premium over the cheapest offer", Math.abs(premium) < 0.5 ? 0 : premium]);
    const most = Math.max(...parts.map(([, cost]) => cost), 1e-9);
    const rows = parts.map(([name, cost]) => {
      const bar = element("span", { class: "cost-bar" });
      bar.style.setProperty("width", `${(100 * Math.max(cost, 0)) / most}%`);
      return element("tr", {}, element("th", { scope: "row" }, name), element("td", { class: "number" }, amount(cost)),
        element("td", { class: "bar", "aria-hidden": "true" }, bar));
    });
    rows.push(element("tr", { class: "sum" }, element("th", { scope: "row" }, "relevant cost"),
      element("td", { class: "number" }, written("relevant_cost", row)), element("td", {})));
    return element("section", {}, element("h3", {}, `What decisions cost, ${data.currency} a year`),
      element("table", { class: "costs" }, element("tbody", {}, ...rows)),
      element("p", { class: "soft" }, `With all demand at its cheapest landed price: ${written("total_cost", row)} in all.`));
  }

  function offersOf(row) {
    const { first, supplier, unit_price, freight_per_unit, lead_time_days, lead_time_sd } = data.offers;
    const used = new Map();
    const shares = value("shares", row).split("|");
    value("suppliers", row).split("|").forEach((name, place) => used.set(name, Number(shares[place])));
    const head = ["supplier", "share", "price", "freight", "lead time, days"];
    const rows = [];
    for (let offer = first[row]; offer < first[row + 1]; offer += 1) {
      const name = supplier.known[supplier.codes[offer]];
      const share = used.get(name);
      rows.push(element("tr", { class: share === undefined ? "unused" : null },
        element("th", { scope: "row" }, own(name)),
        element("td", { class: "number" }, share === undefined ? "-" : `${form.part.format(100 * share)} %`),
        element("td", { class: "number" }, amount(unit_price[offer])),
        element("td", { class: "number" }, amount(freight_per_unit[offer])),
        element("td", { class: "number" }, `${amount(lead_time_days[offer])}${lead_time_sd[offer] ? ` ± ${amount(lead_time_sd[offer])}` : ""}`)));
    }
    const heads = head.map((words, place) => element("th", { scope: "col", class: place ? "number" : null }, words));
    return element("section", {}, element("h3", {}, rows.length === 1 ? "The only offer" : `All ${rows.length} offers`),
      element("div", { class: "wide" }, element("table", {}, element("thead", {}, element("tr", {}, ...heads)),
        element("tbody", {}, ...rows))));
  }

  function why(row) {
    const parts = [element("p", { class: "reason" }, own(value("reason", row)))];
    if (value("runner_up", row))
      parts.push(element("p", {}, "Next best: ", own(value("runner_up", row).replaceAll("|", ", ")),
        `, ${written("runner_up_extra_cost", row)} ${data.currency} a year more.`));
    return element("section", {}, element("h3", {}, "Why"), ...parts);
  }

  function fill(row) {
    open = row;
    at("drawer-title").replaceChildren(own(value("sku", row)));
    at("drawer-description").replaceChildren(own(value("description", row)));
    at("drawer-body").replaceChildren(
      element("p", { class: "decided" }, badge(value("posture", row)), ` ${value("split", row)}, `,
        own(written("suppliers", row)), `, every ${value("order_interval_days", row) === 1 ? "day" : `${written("order_interval_days", row)} days`}, buffer of ${written("buffer_units", row)} units`),
      why(row),
      costs(row),
      facts("Service and stock", ["fill_rate", "short_units_per_year", "buffer_days", "buffer_capital",
        "buffer_carrying_cost", "on_hand_units", "days_on_hand",
        "capital", "space_m3", "order_up_to", "reorder_point"], row),
      offersOf(row),
      facts("The item", ["demand_mean", "demand_sd", "abc", "xyz", "criticality", "fragility", "fragility_from",
        "time_to_recover", "unit_stockout_cost", "shortage", "governance", "warehouse", "product_line",
        "annual_value"], row));
    const place = state.rows.indexOf(row);
    at("drawer-place").textContent = `${form.whole.format(place + 1)} of ${form.whole.format(state.rows.length)}`;
    at("drawer-previous").disabled = place <= 0;
    at("drawer-next").disabled = place >= state.rows.length - 1;
    at("drawer-body").scrollTop = 0;
  }

  function openItem(row) {
    fill(row);
    drawer.showModal();
    at("drawer-close").focus();
  }

  function step(by) {
    const place = state.rows.indexOf(open) + by;
    if (place >= 0 && place < state.rows.length) fill(state.rows[place]);
  }

  function closed() {
    const place = state.rows.indexOf(open);
    if (place < 0) return;
    if (Math.floor(place / size()) !== state.page) turn(Math.floor(place / size()));
    at("item-body").querySelector(`tr[data-row="${open}"] button`)?.focus();
  }

  // ---- what people do

  function offerChoices() {
    for (const name of FILTERS) {
      const { known } = column.get(name).words;
      const choices = known.filter(Boolean).sort(collator.compare);
      if (choices.length < 2 || choices.length > MOST_CHOICES) continue;
      const select = element("select", { id: `filter-${name}`, on: { change: (event) => {
        if (event.target.selectedIndex === 0) state.filters.delete(name);
        else state.filters.set(name, choices[event.target.selectedIndex - 1]);
        find();
      } } }, element("option", {}, "all"), ...choices.map((text) => element("option", {}, text)));
      at("filters").append(element("label", {}, column.get(name).heading, select));
    }
  }

  function reset() {
    state.words = "";
    state.filters.clear();
    at("search").value = "";
    for (const select of at("filters").querySelectorAll("select")) select.selectedIndex = 0;
    find();
  }

  // A spreadsheet runs what begins with these; it gets an apostrophe in front, as in the tables we write.
  const guarded = (text) => (/^[=+\-@\t\r\n']/.test(text) ? `'${text}` : text);

  function csv() {
    const cell = (name, row) => {
      const found = value(name, row);
      return isText(name) ? `"${guarded(found).replaceAll('"', '""')}"` : found ?? "";
    };
    const names = data.columns.map((one) => one.name);
    const lines = [names, ...state.rows.map((row) => names.map((name) => cell(name, row)))];
    return `\ufeff${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
  }

  function save() {
    const address = URL.createObjectURL(new Blob([csv()], { type: "text/csv" }));
    element("a", { href: address, download: "items.csv" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  function themes() {
    const root = document.documentElement;
    const isDark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
    const tell = () => at("theme").setAttribute("aria-pressed", String(isDark()));
    at("theme").addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; tell(); });
    tell();
  }

  // On paper there are no pages of a table to turn: as many rows as one would read.
  function printing() {
    body(0, MOST_PRINTED);
    const left = state.rows.length - MOST_PRINTED;
    at("not-printed").textContent = left > 0 ? `The first ${form.whole.format(MOST_PRINTED)} rows; ${form.whole.format(left)} more are in the page itself.` : "";
  }

  document.documentElement.classList.add("runs");
  offerChoices();
  themes();
  at("print").addEventListener("click", () => print());
  at("csv").addEventListener("click", save);
  at("reset").addEventListener("click", reset);
  at("search").addEventListener("input", (event) => { state.words = event.target.value; find(); });
  at("page-size").addEventListener("change", () => { state.page = 0; show(); });
  at("first").addEventListener("click", () => turn(0));
  at("previous").addEventListener("click", () => turn(state.page - 1));
  at("next").addEventListener("click", () => turn(state.page + 1));
  at("last").addEventListener("click", () => turn(Math.ceil(state.rows.length / size()) - 1));
  at("item-body").addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    if (row && !String(getSelection())) openItem(Number(row.dataset.row));
  });
  at("item-body").addEventListener("keydown", (event) => {
    const step_ = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const row = step_ && event.target.closest("tr")?.[step_];
    if (!row) return;
    event.preventDefault();
    row.querySelector("button").focus();
  });
  drawer.addEventListener("close", closed);
  drawer.addEventListener("click", (event) => { if (event.target === drawer) drawer.close(); });
  drawer.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "ArrowRight") step(1);
  });
  at("drawer-close").addEventListener("click", () => drawer.close());
  at("drawer-previous").addEventListener("click", () => step(-1));
  at("drawer-next").addEventListener("click", () => step(1));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || drawer.open) return;
    if (/^(input|select|textarea)$/i.test(event.target.tagName)) return;
    event.preventDefault();
    at("search").focus();
  });
  for (const link of document.querySelectorAll("button[data-sku]"))
    link.addEventListener("click", () => {
      const { known, codes } = column.get("sku").words;
      const row = codes.indexOf(known.indexOf(link.dataset.sku));
      if (row >= 0) openItem(row);
    });
  addEventListener("beforeprint", printing);
  addEventListener("afterprint", show);
  find();
})();
