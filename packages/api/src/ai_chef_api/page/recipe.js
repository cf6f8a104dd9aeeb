import { options } from "./api.js";
import { entry, fill, h, outward, t } from "./dom.js";
import { hashOf } from "./route.js";

/** Say an amount as the card does (figures.py): ¼개, 반 모, 1½큰술. */
export function amountOf({ amount, unit }) {
	const { metric, uncut, fractions, besideWhole } = entry("recipe.units");
	const round = (parts) => Math.round(amount * parts) / parts;
	if (metric.includes(unit)) return `${round(amount < 10 ? 10 : 1) || amount} ${unit}`;
	if (uncut.includes(unit)) return (round(1) || 1) + unit;
	const value = round(amount < 3 ? 24 : amount < 10 ? 2 : 1);
	const whole = Math.floor(value);
	return (whole || "") + (whole ? besideWhole : fractions)[Math.round((value - whole) * 24)] + unit;
}

export const row = (name, value, tag) => h("li", h("span", name), h(`span${tag ?? ""}`, value));

export const homeOf = ({ assumedAtHome, atHome }) =>
	(assumedAtHome ? t("recipe.assumed") : atHome && t("recipe.atHome"));

export const ingredientRows = (lines, pricing = []) => lines.map((line) => row([
	line.name,
	h("small.tag", homeOf(pricing.find(({ name }) => name === line.name) ?? {})),
], amountOf(line)));

export const stepTimes = ({ active, waiting } = {}) => [
	active > 0 && t("recipe.active", { count: active }),
	waiting > 0 && t("recipe.resting", { count: waiting }),
].filter(Boolean).join(" · ");

export function recipePanel({ id, key, result: { recipe, pricing } }) {
	const { description, cautions, ingredients, homeSubstitutes = [], steps, stepMinutes, source } = recipe;
	return fill("recipe", {
		description,
		cautions: cautions.length > 0 && cautions.map((caution) => h("p", caution)),
		ingredients: ingredientRows(ingredients, pricing),
		substitutes: homeSubstitutes.map((swap) => h("p.hint", t("recipe.substitute", swap))),
		steps: steps.map((step, place) => h("li", step, h("small", stepTimes(stepMinutes?.[place])))),
		cook: { href: hashOf({ id, view: "cook", key }) },
		origin: source.fallbackReason
			? entry(`recipe.fallbacks.${source.fallbackReason}`) ?? t("recipe.fallback")
			: t(`recipe.origins.${source.kind}`),
		...(recipe.allergens ? allergenParts(recipe.allergens) : { allergens: null }),
		...(recipe.nutrition ? nutritionParts(recipe) : { nutrition: null }),
	});
}

const allergenParts = ({ found, notAssessed, verdicts, wishes }) => ({
	verdicts: verdicts.map(({ allergen, verdict }) =>
		row(allergen, t(`recipe.verdicts.${verdict}`), `.tag.${verdict}`)),
	wishes: wishes.map((wish) => h("p.hint", t("recipe.wish", wish))),
	found: found.length
		? found.map(({ allergen, path }) => h("p", h("b", allergen), " ",
			(path.length > 1 || path[0] !== allergen) && h("small", path.join(" → "))))
		: t("recipe.noneFound"),
	notAssessed: notAssessed.length > 0 && t("recipe.notAssessed", { names: notAssessed }),
});

function nutritionParts({ nutrition, checkedRules, diets }) {
	const { perServing, coverage, missing, lowerBounds, unmeasured = {} } = nutrition;
	const without = missing.length > 0 && t("recipe.without", { names: missing });
	const limits = checkedRules.filter((rule) => rule.limit);
	const foods = new Set(checkedRules.filter((rule) => rule.avoided)
		.map((rule) => t(`recipe.foods.${rule.verdict}`, rule)));
	const sources = new Map(checkedRules.map((rule) => [rule.source, rule]));
	sources.delete(undefined);
	const label = h("span");
	options().then(({ targets, healthConditions }) => {
		const names = diets.map((diet, place) =>
			(place ? healthConditions : targets).find(({ code }) => code === diet)?.label ?? diet);
		label.textContent = t("recipe.diets", { names });
	}, () => {});
	return {
		energy: Number(perServing.kcal),
		without,
		bars: limits.map(limitBar),
		diets: label,
		foods: foods.size > 0 && [...foods].map((words) => h("p.hint", words)),
		amounts: Object.entries(entry("recipe.nutrients"))
			.filter(([name]) => name in perServing)
			.map(([name, [measure, unit]]) => {
				const amount = `${Number(perServing[name])} ${unit}`;
				const isLeast = missing.length || lowerBounds.includes(name);
				const names = unmeasured[name];
				return row(measure, isLeast
					? [t("recipe.atLeast", { amount }), names && h("small", t("recipe.without", { names }))]
					: amount);
			}),
		coverage: [t("recipe.coverage", { percent: Math.round(coverage * 100) }), " ", without],
		sources: [...sources].map(([source, { sourceLabel: label = source, sourceUrl: url }]) =>
			h("p.hint", { lang: label === source && "en" }, outward(url, label) ?? label)),
	};
}

/** A measure as a bar, with a mark at its limit. */
function limitBar({ measure, value = 0, limit, bound, unit, verdict }) {
	const scale = Math.max(value, limit) * 1.15 || 1;
	const fill = h("span.fill");
	const mark = h("span.mark");
	fill.style.inlineSize = `${(value / scale) * 100}%`;
	mark.style.insetInlineStart = `${(limit / scale) * 100}%`;
	return h(`li.${verdict}`, h("span", t(`recipe.measures.${measure}`)),
		h("span", h("strong", `${Number(value)} ${unit} `),
			h("small", t(`recipe.bounds.${bound}`, { limit: `${Number(limit)} ${unit}` })),
			h("small.tag", entry(`recipe.rules.${verdict}`))),
		h("span.track", fill, mark));
}
