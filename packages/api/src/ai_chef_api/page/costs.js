import { fill, h, t, won } from "./dom.js";
import { homeOf, row } from "./recipe.js";

const changed = (before, after) => [h("s", won(before)), " ", h("strong", won(after))];
export const joined = (...parts) => h("small", parts.filter(Boolean).join(" · "));

export const packsOf = ({ pack, packs }) =>
	pack && (packs > 1 ? t("costs.packs", { pack, count: packs }) : pack);

export function costsPanel({ result }) {
	const { budget, totalRange: range, baskets, coverage, pricing, totalCost } = result;
	const total = (amount, each) =>
		[h("strong", won(amount)), h("small", t("costs.perServing", { amount: won(each) }))];
	return fill("costs", {
		checkout: total(totalCost, result.costPerServing),
		...("usedCost" in result
			? { used: total(result.usedCost, result.usedCostPerServing) } : { usedBox: null }),
		budget: budget ? [
			{ class: `verdict ${budget.verdict}` },
			h("b", t("ask.budgetOf", { amount: won(budget.limit) })),
			t(`costs.verdicts.${budget.verdict}`, { amount: won(Math.abs(budget.difference)) }),
		] : null,
		range: range && range.low !== range.high ? t(range.high ? "costs.range" : "costs.atLeast", {
			low: won(range.low), high: won(range.high ?? 0),
		}) : null,
		...swapParts(result),
		...(baskets ? basketParts(baskets) : { basketsBox: null }),
		receipt: pricing.map(receiptLine),
		total: won(totalCost),
		coverage: coverage ? t("costs.coverage", coverage) : null,
	});
}

/** The budget's repair, or the cheapest equivalent of each line. */
function swapParts({ budgetRepair: repair, pricing }) {
	const list = repair?.replacements ?? pricing.flatMap(({ name, price, cheaper = [] }) =>
		cheaper.slice(0, 1).filter((other) => other.price < price).map((other) =>
			({ ingredient: name, by: other.name, before: price, after: other.price })));
	if (!list.length) return { swapsBox: null };
	return {
		swaps: list.map((swap) => row(t("costs.swap", swap), changed(swap.before, swap.after))),
		swapped: repair ? h("span", changed(repair.totalBefore, repair.totalAfter)) : null,
	};
}

function basketParts({ split, single, shipping }) {
	const way = (name, { shops, total, missing = [] }) => row([
		t(`costs.${name}`, { shops }),
		missing.length > 0 && joined(t("costs.missing", { names: missing })),
	], h("b", won(total)));
	return {
		baskets: [way("split", split), single && way("single", single)],
		shipping: t(`costs.shipping.${shipping}`),
	};
}

function receiptLine(line) {
	const { name, unpriced, usedCost, leftoverGrams } = line;
	const used = usedCost > 0 && t("costs.usedOf", { amount: won(usedCost) });
	const home = homeOf(line);
	if (home) return row([name, joined(used)], home, ".tag");
	if (line.boughtWith) return row([name, joined(used)], t("costs.boughtWith", line), ".tag");
	if (unpriced) {
		return row([name, joined(t(`costs.unpriced.${unpriced}`))], t("costs.unknown"), ".tag");
	}
	return row([
		name,
		line.product && joined(line.product, line.shop),
		joined(packsOf(line), line.basis && t(`costs.bases.${line.basis}`),
			line.asOf?.replaceAll("-", "."), line.stale && t("costs.stale"),
			line.season && t(`costs.seasons.${line.season}`)),
		joined(used, leftoverGrams > 0 && t("costs.leftover", { grams: Math.round(leftoverGrams) })),
	], won(line.price));
}
