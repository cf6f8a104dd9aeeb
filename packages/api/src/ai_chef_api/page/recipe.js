// The recipe: cautions, ingredients, steps, allergens, nutrition, where it comes from.
import { options } from "./api.js";
import { h, icon } from "./dom.js";
import { hashOf } from "./route.js";
import { entry, text } from "./texts.js";

const FRACTIONS = { 0.25: "¼", 0.33: "⅓", 0.5: "½", 0.67: "⅔", 0.75: "¾" };

/** Return an amount as a cook reads it: 1½ 개, 300 g. */
export function amountOf({ amount, unit }) {
  const number = Number(amount);
  const whole = Math.floor(number);
  const fraction = FRACTIONS[(number - whole).toFixed(2).replace(/0+$/, "")];
  return `${fraction ? (whole || "") + fraction : number} ${unit}`;
}

/** For how many, how long, how hard. */
export const facts = ({ servings, minutes, level }) => h("ul.facts",
  h("li", icon("people"), text("servings", { count: servings })),
  h("li", icon("clock"), text("minutes", { count: minutes })),
  h("li", icon("cook"), text(`levels.${level}`)));

/** How long a step keeps the hands busy, and how long it rests. */
export const stepTimes = ({ active, waiting } = {}) => [
  active > 0 && text("recipe.active", { count: active }),
  waiting > 0 && text("recipe.resting", { count: waiting }),
].filter(Boolean).join(" · ");

export function recipePanel({ id, key, result }) {
  const { recipe, pricing } = result;
  const home = new Set(pricing.filter((line) => line.atHome).map((line) => line.name));
  return [
    h("p.lead", recipe.description),
    recipe.cautions.length > 0 && h("section.cautions",
      icon("alert"), h("h3", text("recipe.cautions")),
      h("ul", recipe.cautions.map((caution) => h("li", caution)))),
    h("div.columns",
      h("section.card",
        h("h3", text("recipe.ingredients")),
        h("ul.rows", recipe.ingredients.map((line) => h("li",
          h("span", line.name, home.has(line.name) && h("small.tag", text("recipe.atHome"))),
          h("span", amountOf(line)))))),
      h("section",
        h("h3", text("recipe.steps")),
        h("ol.steps", recipe.steps.map((step, place) =>
          h("li", step, h("small", stepTimes(recipe.stepMinutes?.[place]))))))),
    h("p.cook-bar", h("a.button.primary", { href: hashOf({ id, view: "cook", key }) },
      icon("cook"), text("recipe.cook"))),
    h("div.columns", recipe.allergens && allergens(recipe.allergens), nutrition(recipe)),
    origin(recipe),
  ];
}

function allergens({ found, notAssessed, verdicts, wishes }) {
  return h("section.card",
    h("h3", text("recipe.allergens")),
    verdicts.length > 0 && h("ul.rows", verdicts.map(({ allergen, verdict }) => h("li",
      h("span", allergen), h(`span.tag.${verdict}`, text(`recipe.verdicts.${verdict}`))))),
    wishes.map((wish) => h("p.hint", text("recipe.wish", wish))),
    h("h4", text("recipe.labelled")),
    found.length > 0
      ? h("ul.paths", found.map(({ allergen, path }) =>
        h("li", h("strong", allergen), h("small", path.join(" → ")))))
      : h("p", text("recipe.noneFound")),
    notAssessed.length > 0 && h("p", text("recipe.notAssessed", { names: notAssessed })),
    h("p.packaging", text("recipe.packaging")));
}

function nutrition({ nutrition: known, checkedRules, diets }) {
  const limits = checkedRules.filter((rule) => rule.limit !== undefined);
  if (!known) return null;
  const { perServing, coverage, missing, lowerBounds } = known;
  const amounts = Object.entries(entry("recipe.nutrients"))
    .filter(([name]) => perServing[name] !== undefined)
    .map(([name, label]) => {
      const amount = `${perServing[name]} ${/Mg$/.test(name) ? "mg" : /G$/.test(name) ? "g" : "kcal"}`;
      return h("li", h("span", label),
        h("span", lowerBounds.includes(name) ? text("recipe.atLeast", { amount }) : amount));
    });
  const checked = h("p.hint");
  const uncounted = missing.length > 0 && text("recipe.uncounted", { names: missing });
  options().then(({ targets, healthConditions }) => {
    const labels = new Map([...healthConditions, ...targets].map(({ code, label }) => [code, label]));
    const names = [...new Set(diets.map((code) => labels.get(code)).filter(Boolean))];
    if (names.length) checked.textContent = text("recipe.diets", { names });
  }, () => {}); // the sentence is a help, not a need
  return h("section.card",
    h("h3", text("recipe.nutrition")),
    h("p.energy", h("strong", perServing.kcal), " kcal"),
    h("ul.bars", limits.map(limitBar)),
    checked,
    h("details", h("summary", text("recipe.nutritionAll")),
      h("ul.rows", amounts),
      h("p.hint", text("recipe.coverage", { percent: Math.round(coverage * 100) }), " ", uncounted),
      limits.length > 0 && [h("h4", text("recipe.basis")),
        h("ul.sources", [...new Set(limits.map((rule) => rule.source))].map((source) =>
          h("li", { lang: /[가-힣]/.test(source) ? "ko" : "en" }, source)))]));
}

/** A measure beside its limit: the fill is what one serving has, the mark is the limit. */
function limitBar({ rule, value, limit, bound, unit, verdict }) {
  const name = rule.split(".").pop();
  const scale = Math.max(value ?? 0, limit) * 1.15 || 1;
  const fill = h("span.fill");
  const mark = h("span.mark");
  fill.style.inlineSize = `${((value ?? 0) / scale) * 100}%`;
  mark.style.insetInlineStart = `${(limit / scale) * 100}%`;
  const bounds = text(`recipe.bounds.${bound}`, { limit: `${limit} ${unit}` });
  const state = { broken: "recipe.broken", cannot_assess: "recipe.unclear" }[verdict];
  return h(`li.${verdict}`,
    h("span", entry(`recipe.measures.${name}`) ?? name),
    h("span", value === undefined ? "" : h("strong", `${value} ${unit}`),
      h("small", ` ${bounds}`), state && h("small.tag", text(state))),
    h("span.track", { "aria-hidden": "true" }, fill, mark));
}

function origin({ source }) {
  const reason = source.fallbackReason;
  const sentence = reason
    ? entry(`recipe.fallbacks.${reason}`) ?? text("recipe.fallback")
    : text(`recipe.origins.${source.kind}`);
  return h("section.origin", h("h3", text("recipe.origin")), h("p", sentence));
}
