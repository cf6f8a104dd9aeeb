// The form's fields: {control, read(), write(value), words(), fault()}. `words` says what was chosen,
// `fault` what is wrong; `control` then gets the focus.
import { entry, h, icon, t, won } from "./dom.js";
import { ingredientInput } from "./ingredient_input.js";

const MINUTES = [15, 20, 30, 45, 60, 90, 120];
const counted = (name, { length }) => (length ? [`${t(`ask.${name}`)} ${length}`] : []);

export function profileFields(form, options, onchange) {
	const { targets, cookingLevels, cuisines, limits, allergens, groups, staples } = options;
	const box = (name) => form.querySelector(`[data-part=${name}]`);

	function choices(type, name, list, decorate = () => null) {
		const inputs = list.map(({ code }) => h("input", { type, name, value: code }));
		box(name).append(...list.map((choice, place) =>
			h("label", inputs[place], h("span", choice.label), decorate(choice))));
		const chosen = () => list.filter((_, place) => inputs[place].checked);
		return {
			control: inputs[0],
			read: () => chosen().map(({ code }) => code),
			write: (codes = []) => inputs.forEach((input) => (input.checked = codes.includes(input.value))),
			words: () => chosen().filter(({ code }) => code).map(({ label }) => label),
		};
	}

	function one(name, list, usual, decorate) {
		const set = choices("radio", name, list, decorate);
		return {
			...set,
			read: () => set.read()[0] || undefined,
			write: (code = usual) => set.write([code]),
		};
	}

	function foods(name, more) {
		const field = ingredientInput(name, { ...more, onchange });
		box(name).append(field.element);
		return { ...field, words: () => counted(name, field.read()) };
	}

	function select(name, counts, label, usual) {
		const control = box(name);
		control.append(...counts.map((count) =>
			h("option", { value: count }, count ? t(label, { count }) : t("ask.any"))));
		return {
			control,
			read: () => Number(control.value) || undefined,
			write: (count = usual) => (control.value = count),
			words: () => (control.value ? [t(label, { count: control.value })] : []),
		};
	}

	function allergies() {
		const [labelled, grouped] = [["allergies", allergens], ["groups", groups]].map((set) =>
			choices("checkbox", ...set));
		const typed = foods("otherAllergies", { strict: true, explain: true });
		const listed = [...allergens, ...groups].map(({ code }) => code);
		box("groupsBox").hidden = !groups.length;
		const read = () => [labelled, grouped, typed].flatMap((part) => part.read());
		return {
			...typed,
			read,
			write(names = []) {
				labelled.write(names);
				grouped.write(names);
				box("groupsBox").open = grouped.read().length > 0;
				typed.write(names.filter((name) => !listed.includes(name)));
			},
			words: () => counted("allergies", read()),
		};
	}

	function budget({ min, max }) {
		const control = form.querySelector("#budget");
		const between = { min: won(min), max: won(max) };
		const digits = () => control.value.replace(/[,\s]/g, "");
		const read = () => (digits() ? Number(digits()) : undefined);
		control.placeholder = t("ask.budgetExample");
		form.querySelector("#budget-hint").append(t("ask.budgetHint", between));
		return {
			control,
			read,
			write: (amount = "") => (control.value = amount.toLocaleString("ko-KR")),
			words: () => (read() ? [t("ask.budgetOf", { amount: won(read()) })] : []),
			fault() {
				const wrong = digits() && !(Number.isInteger(read()) && read() >= min && read() <= max);
				control.setAttribute("aria-invalid", Boolean(wrong));
				return wrong && t("ask.badBudget", between);
			},
		};
	}

	/** What is missing is ticked; what the contract wants is what is there. */
	function pantry() {
		const set = choices("checkbox", "pantry", staples);
		const except = (codes) => staples.map(({ code }) => code).filter((code) => !codes.includes(code));
		return {
			...set,
			read: () => (set.read().length ? except(set.read()) : undefined),
			write: (codes) => set.write(codes && except(codes)),
			words: () => counted("pantry", set.read()),
		};
	}

	const { servings, maxCookingMinutes: minutes } = limits;
	const portions = Array.from({ length: servings.max - servings.min + 1 }, (_, n) => servings.min + n);
	const upTo = MINUTES.filter((count) => count >= minutes.min && count <= minutes.max);
	const target = one("target", targets, null, ({ code, description }) =>
		[icon(code), h("small", entry(`ask.targets.${code}`) ?? description)]);
	return {
		target: { ...target, fault: () => !target.read() && t("ask.noTarget") },
		allergies: allergies(),
		healthConditions: choices("checkbox", "healthConditions", options.healthConditions),
		servings: select("servings", portions, "servings", servings.default),
		maxCookingMinutes: select("maxCookingMinutes", ["", ...upTo], "ask.upTo", ""),
		cookingLevel: one("cookingLevel", cookingLevels, cookingLevels[0].code),
		cuisine: one("cuisine", [{ code: "", label: t("ask.any") }, ...cuisines], ""),
		budget: budget(limits.budget),
		availableIngredients: foods("availableIngredients"),
		dislikes: foods("dislikes", { strict: true }),
		pantry: pantry(),
	};
}
