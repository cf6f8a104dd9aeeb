// What it costs: both totals, the budget, cheaper ways, and the receipt.
import { h } from "./dom.js";
import { text, won } from "./texts.js";

const weight = (grams) => (grams >= 1000
  ? `${Number((grams / 1000).toFixed(1))} kg` : `${Math.round(grams)} g`);

/** Return the packs of a line: 500g × 2. */
export const packsOf = ({ pack, packs }) =>
  pack && (packs > 1 ? text("costs.packs", { pack, count: packs }) : pack);

export function costsPanel({ result }) {
  const total = (name, amount, perServing) => h("div",
    h("dt", text(`costs.${name}`), h("small", text(`costs.${name}Hint`))),
    h("dd", h("strong", won(amount)), h("small", text("costs.perServing", { amount: won(perServing) }))));
  return [
    h("dl.totals",
      total("checkout", result.totalCost, result.costPerServing),
      result.usedCost !== undefined && total("used", result.usedCost, result.usedCostPerServing)),
    budget(result.budget),
    range(result.totalRange),
    swaps(result),
    baskets(result.baskets),
    receipt(result),
  ];
}

function budget(known) {
  if (!known) return null;
  const amount = won(Math.abs(known.difference));
  return h(`p.verdict.${known.verdict}`,
    h("strong", text("costs.budget", { amount: won(known.limit) })), " ",
    text(`costs.verdicts.${known.verdict}`, { amount }));
}

function range(known) {
  if (!known || known.low === known.high) return null;
  const [low, high] = [won(known.low), won(known.high ?? 0)];
  return h("p.hint", text(known.high === undefined ? "costs.atLeast" : "costs.range", { low, high }));
}

/** The budget's repair, or else the cheapest equivalent of each line. */
function swaps({ budgetRepair, pricing }) {
  const list = budgetRepair?.replacements ?? pricing.flatMap(({ name, price, cheaper = [] }) =>
    cheaper.slice(0, 1).filter((other) => other.price < price).map((other) =>
      ({ ingredient: name, by: other.name, before: price, after: other.price })));
  if (!list.length) return null;
  return h("section.card",
    h("h3", text("costs.swaps")),
    h("p.hint", text("costs.swapsHint")),
    h("ul.rows", list.map((swap) => h("li",
      h("span", text("costs.swap", swap)),
      h("span", h("s", won(swap.before)), " ", h("strong", won(swap.after)))))),
    budgetRepair && h("p.total", h("span", text("costs.swapped")),
      h("span", h("s", won(budgetRepair.totalBefore)), " ", h("strong", won(budgetRepair.totalAfter)))));
}

function baskets(known) {
  if (!known) return null;
  const way = (label, { total, missing = [] }) => h("li",
    h("span", label, missing.length > 0 && h("small", text("costs.missing", { names: missing }))),
    h("strong", won(total)));
  return h("section.card",
    h("h3", text("costs.baskets")),
    h("ul.rows",
      way(text("costs.split", { shops: known.split.shops }), known.split),
      known.single && way(text("costs.single", { shop: known.single.shops }), known.single)),
    h("p.hint", text(`costs.shipping.${known.shipping}`)));
}

function receipt({ pricing, totalCost, coverage }) {
  return h("section.card.receipt",
    h("h3", text("costs.receipt")),
    h("ul.rows", pricing.map(receiptLine)),
    h("p.total", h("span", text("costs.total")), h("strong", won(totalCost))),
    coverage && h("p.hint", text("costs.coverage", coverage)));
}

function receiptLine(line) {
  const joined = (...parts) => h("small", parts.filter(Boolean).join(" · "));
  if (line.unpriced) {
    return h("li", h("span", line.name, joined(text(`costs.unpriced.${line.unpriced}`))),
      h("span.tag.cannot_assess", text("costs.unknown")));
  }
  return h("li",
    h("span", line.name,
      joined(line.product, packsOf(line), line.shop),
      joined(
        line.basis && text(`costs.bases.${line.basis}`),
        line.asOf && text("costs.asOf", { day: line.asOf }),
        line.stale && text("costs.stale")),
      joined(
        line.usedCost !== undefined && text("costs.usedOf", { amount: won(line.usedCost) }),
        line.leftoverGrams > 0 && text("costs.leftover", { weight: weight(line.leftoverGrams) }))),
    line.atHome ? h("span.tag", text("recipe.atHome")) : h("span", won(line.price)));
}
