// A field for names of foods, looked up while they are typed, kept as chips.
import { lookUp } from "./api.js";
import { announce, button, entry, fill, h, icon, pick, t } from "./dom.js";

const PAUSE = 300; // milliseconds without a key

/** Return a field as in fields.js; `strict` refuses unknown names, `explain` says what they mean. */
export function ingredientInput(name, { strict, explain, onchange }) {
	const label = t(`ask.${name}`);
	const hint = entry(`ask.${name}Hint`);
	const kept = new Set();
	const element = fill("foods", {
		label: [{ for: name }, label],
		hint: hint ? [{ id: `${name}-hint` }, hint] : null,
		input: {
			id: name, placeholder: t(`ask.${name}Example`),
			"aria-describedby": `${name}-hint ${name}-status`,
		},
		add: {
			onclick: () => settle().then(() => input.focus()),
			"aria-label": t("ask.addTo", { label }),
		},
		status: { id: `${name}-status` },
		chips: { "aria-label": label },
	});
	const [input, status, chips] = pick(element, "input", ".lookup", "ul");
	const typed = () => input.value.trim();
	let asking = new AbortController();
	let timer;

	function draw() {
		const remove = (food) => button("", icon("x"), () => {
			kept.delete(food);
			draw();
			announce(t("ask.removed", { name: food }));
			input.focus();
		}, { "aria-label": t("ask.remove", { name: food }) });
		chips.replaceChildren(...[...kept].map((food) => h("li", food, remove(food))));
		onchange();
	}

	function add(names) {
		names.forEach((food) => kept.add(food));
		input.value = "";
		draw();
		announce(t("ask.added", { names }));
	}

	function say(sentence, kind = "", suggestions = []) {
		status.className = `lookup ${kind}`;
		status.replaceChildren(sentence, ...suggestions.map((food) => button("", food, () => {
			say("");
			add([food]);
			input.focus();
		})));
		input.setAttribute("aria-invalid", kind === "bad");
	}

	/** Look a name up and say what it is; return the names to keep, or null to refuse. */
	async function check(food) {
		asking.abort();
		asking = new AbortController();
		const { signal } = asking;
		let found;
		try {
			found = await lookUp(food, signal);
		} catch {
			if (signal.aborted) return null;
			say(t("ask.unchecked"));
			return [food];
		}
		const { known, matches, suggestions, reason } = found;
		const isDish = reason === "open_dish";
		if (isDish && explain) {
			say(t("ask.openDish"), "bad");
			return null;
		}
		if (known || isDish) {
			const read = matches.filter((match) => explain && `${match.means}` !== match.typed);
			say(read.map((match) => t("ask.reading", match)).join(" ") || t("ask.known"), "good");
			return isDish ? [food] : matches.map((match) => match.typed);
		}
		const sentence = suggestions.length ? "suggest" : strict ? "unknown" : "asTyped";
		say(t(`ask.${sentence}`), strict ? "bad" : "", suggestions);
		return strict ? null : [food];
	}

	async function settle() {
		clearTimeout(timer);
		const food = typed();
		const names = food ? await check(food) : [];
		if (names?.length && typed() === food) add(names);
		return names !== null;
	}

	input.addEventListener("input", () => {
		clearTimeout(timer);
		asking.abort();
		if (typed()) timer = setTimeout(() => check(typed()), PAUSE);
		else say("");
	});
	input.addEventListener("keydown", (event) => {
		if (event.key !== "Enter" || event.isComposing) return;
		event.preventDefault();
		settle();
	});
	return {
		control: input,
		element,
		read: () => [...kept],
		write(names = []) {
			kept.clear();
			names.forEach((food) => kept.add(food));
			draw();
		},
		async fault() {
			const food = typed();
			return (await settle()) ? null : t("ask.unknownName", { label, typed: food });
		},
	};
}
