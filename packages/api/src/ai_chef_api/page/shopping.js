import * as storage from "./storage.js";
import { copy, fill, h, outward, t, won } from "./dom.js";
import { joined, packsOf } from "./costs.js";

const market = () => t("list.market");
const priceOf = (line) => (line.unpriced ? t("list.unpriced") : won(line.price));

function byShop(pricing) {
	const shops = Map.groupBy(pricing.filter(({ atHome, boughtWith }) => !atHome && !boughtWith),
		({ source, shop }) => (source === "naver" && shop) || market());
	return [...shops].sort(([one], [other]) => (one === market()) - (other === market()));
}

export function shoppingPanel({ id, result: { recipe, pricing, totalCost, gaps } }) {
	const { name, homeSubstitutes = [] } = recipe;
	const swaps = homeSubstitutes.map(({ ingredient, by }) => `${ingredient} → ${by}`);
	const shops = byShop(pricing);
	const amount = won(totalCost);
	const boxes = new Map();
	const refresh = () => {
		const ticked = storage.ticks(id);
		boxes.forEach((box, name) => (box.checked = ticked.includes(name)));
		progress.textContent = t("list.progress", { count: boxes.size, ticked: ticked.length });
	};
	const item = (line) => {
		const tick = () => {
			const others = storage.ticks(id).filter((name) => name !== line.name);
			storage.keepTicks(id, box.checked ? [...others, line.name] : others);
			refresh();
		};
		const box = h("input", { type: "checkbox", onchange: tick });
		boxes.set(line.name, box);
		return h("li",
			h("label", box, h("span", line.name, joined(line.product, packsOf(line))), h("b", priceOf(line))),
			outward(line.link, t("list.link"), { "aria-label": t("list.linkOf", line) }));
	};
	const list = shops.map(([shop, lines]) => h("section.card.shop",
		h("h3", h("span", shop), h("small", won(lines.reduce((sum, { price = 0 }) => sum + price, 0)))),
		shop === market() && h("p.hint", t("list.marketHint")),
		h("ul", lines.map(item))));
	const panel = fill("list", {
		substitutes: swaps.length ? t("list.substitutes", { swaps }) : null,
		shops: list.length ? list : t("list.empty"),
		total: gaps?.length ? t("recipe.atLeast", { amount }) : amount,
		copy: { onclick: () => copy(asText(name, shops), said) },
		print: { onclick: () => print() },
	});
	const [progress, said] = panel.querySelectorAll("[role=status]");
	refresh();
	return panel;
}

const asText = (name, shops) => [name, ...shops.flatMap(([shop, lines]) => [`\n[${shop}]`,
	...lines.map((line) => `- ${[line.name, packsOf(line), priceOf(line)].filter(Boolean).join(" ")}`),
])].join("\n");
