// The fields of a profile, made from GET options.
//
// A field is {label, element, control, read(), write(value), words(), fault()}: `read` returns the
// value for the contract or undefined, `words` what was chosen as a person would say it, `fault` what
// is wrong with it or null. `control` gets the focus if something is.
import { button, h, icon } from "./dom.js";
import { ingredientInput } from "./ingredient_input.js";
import { entry, text, won } from "./texts.js";

const MINUTES = [15, 20, 30, 45, 60, 90, 120];

/** Choices as native radio buttons or checkboxes; `style` is how they look: card, chip, segment. */
function choices(type, name, style, list, decorate = () => []) {
  const inputs = list.map(({ code }) => h("input", { type, name, value: code }));
  const element = h(`div.${style}s`, list.map((choice, place) =>
    h(`label.${style}`, inputs[place], h("span", choice.label), decorate(choice))));
  const chosen = () => list.filter((_, place) => inputs[place].checked);
  return {
    element,
    control: inputs[0],
    codes: () => chosen().map(({ code }) => code),
    check: (codes) => inputs.forEach((input) => (input.checked = codes.includes(input.value))),
    words: () => chosen().filter(({ code }) => code).map(({ label }) => label),
  };
}

function group(name, ...parts) {
  const hint = entry(`ask.${name}Hint`) && h("p.hint", text(`ask.${name}Hint`));
  return h("fieldset", h("legend", text(`ask.${name}`)), hint, parts);
}

function one(name, style, list, { usual, required, decorate } = {}) {
  const set = choices("radio", name, style, list, decorate);
  return {
    ...set,
    label: text(`ask.${name}`),
    element: group(name, set.element),
    read: () => set.codes()[0] || undefined,
    write: (code = usual) => set.check([code]),
    fault: () => (required && !set.codes().length ? text(required) : null),
  };
}

function many(name, list) {
  const set = choices("checkbox", name, "chip", list);
  return {
    ...set,
    label: text(`ask.${name}`),
    element: group(name, set.element),
    read: set.codes,
    write: (codes = []) => set.check(codes),
    fault: () => null,
  };
}

/** The labelled allergens, groups of foods, and whatever else a person types. */
function allergies({ allergens, groups }, onchange) {
  const labelled = choices("checkbox", "allergies", "chip", allergens);
  const grouped = choices("checkbox", "allergies", "chip", groups);
  const typed = ingredientInput("allergies-typed", text("ask.allergyInput"), {
    example: "ask.allergyExample", strict: true, explain: true, onchange,
  });
  const listed = new Set([...allergens, ...groups].map(({ code }) => code));
  const more = h("details.quiet", h("summary", text("ask.groups")), grouped.element);
  const label = text("ask.allergies");
  const read = () => [...labelled.codes(), ...grouped.codes(), ...typed.read()];
  return {
    label,
    control: typed.control,
    element: group("allergies", labelled.element, groups.length > 0 && more, typed.element),
    read,
    write(names = []) {
      labelled.check(names);
      grouped.check(names);
      more.open = grouped.codes().length > 0;
      typed.write(names.filter((name) => !listed.has(name)));
    },
    words: () => (read().length ? [text("ask.count", { label, count: read().length })] : []),
    fault: typed.fault,
  };
}

function servings({ min, max, default: usual }, onchange) {
  const label = text("ask.servings");
  const output = h("output#servings");
  const step = (name, sign, by) => button("", sign, () => {
    set(count + by);
    onchange();
  }, { "aria-label": text(name) });
  const less = step("ask.fewer", "−", -1);
  const more = step("ask.more", "+", 1);
  let count;
  function set(wanted) {
    count = Math.min(max, Math.max(min, wanted));
    output.textContent = text("servings", { count });
    less.disabled = count === min;
    more.disabled = count === max;
  }
  return {
    label,
    control: more,
    element: h("div.field", h("label", { for: "servings" }, label),
      h("div.stepper", less, output, more)),
    read: () => count,
    write: (wanted = usual) => set(wanted),
    words: () => [text("servings", { count })],
    fault: () => null,
  };
}

function minutes({ min, max }) {
  const label = text("ask.maxCookingMinutes");
  const upTo = (count) => h("option", { value: count }, text("ask.upTo", { count }));
  const listed = MINUTES.filter((count) => count >= min && count <= max);
  const select = h("select#minutes", h("option", { value: "" }, text("ask.any")), listed.map(upTo));
  return {
    label,
    control: select,
    element: h("div.field", h("label", { for: "minutes" }, label), select),
    read: () => Number(select.value) || undefined,
    write(count = "") {
      if (count && !listed.includes(count)) select.append(upTo(count));
      select.value = count;
    },
    words: () => (select.value ? [text("ask.upTo", { count: select.value })] : []),
    fault: () => null,
  };
}

function budget({ min, max }) {
  const label = text("ask.budget");
  const input = h("input#budget", {
    type: "text", inputmode: "numeric", autocomplete: "off",
    placeholder: text("ask.budgetExample"), "aria-describedby": "budget-hint",
  });
  const between = { min: won(min), max: won(max) };
  const typed = () => input.value.replace(/[,\s]/g, "");
  const read = () => (typed() ? Number(typed()) : undefined);
  const write = (amount) => (input.value = amount?.toLocaleString("ko-KR") ?? "");
  input.addEventListener("blur", () => read() && write(read()));
  return {
    label,
    control: input,
    element: h("div.field", h("label", { for: "budget" }, label),
      h("p.hint#budget-hint", text("ask.budgetHint", between)),
      h("div.joined", input, h("span.unit", text("ask.budgetUnit")))),
    read,
    write,
    words: () => (read() ? [text("ask.budgetOf", { amount: won(read()) })] : []),
    fault() {
      const wrong = typed() && !(Number.isInteger(read()) && read() >= min && read() <= max);
      input.toggleAttribute("aria-invalid", false);
      if (wrong) input.setAttribute("aria-invalid", "true");
      return wrong ? text("ask.badBudget", between) : null;
    },
  };
}

/** What is missing is ticked; what the contract wants is what is there. */
function pantry(staples) {
  const field = many("pantry", staples);
  const except = (codes) => staples.map(({ code }) => code).filter((code) => !codes.includes(code));
  return {
    ...field,
    read: () => (field.codes().length ? except(field.codes()) : undefined),
    write: (codes) => field.check(codes ? except(codes) : []),
    words: () => {
      const count = field.codes().length;
      return count ? [text("ask.count", { label: field.label, count })] : [];
    },
  };
}

/** Return all fields by their names in the contract; `onchange` is for what is no native event. */
export function profileFields(options, onchange) {
  const foods = (name, strict) => ingredientInput(name, text(`ask.${name}`), {
    hint: entry(`ask.${name}Hint`) && `ask.${name}Hint`, example: `ask.${name}Example`,
    strict, onchange,
  });
  const describe = ({ code, description }) =>
    [icon(code), h("small", description ?? entry(`ask.targets.${code}`))];
  const { limits, cookingLevels, cuisines } = options;
  return {
    target: one("target", "card", options.targets, { required: "ask.noTarget", decorate: describe }),
    allergies: allergies(options, onchange),
    healthConditions: many("healthConditions", options.healthConditions),
    servings: servings(limits.servings, onchange),
    maxCookingMinutes: minutes(limits.maxCookingMinutes),
    cookingLevel: one("cookingLevel", "segment", cookingLevels, { usual: cookingLevels[0].code }),
    cuisine: one("cuisine", "segment", [{ code: "", label: text("ask.any") }, ...cuisines], {
      usual: "",
    }),
    budget: budget(limits.budget),
    availableIngredients: foods("availableIngredients", false),
    dislikes: foods("dislikes", true),
    pantry: pantry(options.staples),
  };
}
