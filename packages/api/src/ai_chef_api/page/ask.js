import * as api from "./api.js";
import * as storage from "./storage.js";
import { announce, button, fill, focus, h, pick, show, t } from "./dom.js";
import { profileFields } from "./fields.js";
import { sentences } from "./problems.js";
import { go, hashOf } from "./route.js";

const BASICS = ["target", "allergies", "healthConditions"];
const SECTIONS = [
	["servings", "maxCookingMinutes", "cookingLevel", "cuisine", "budget"],
	["availableIngredients", "dislikes", "pantry"],
];
let opening = {}; // for the next time

/** Show this screen with {notice, profile, seen}. */
export function openAsk(wishes) {
	opening = wishes;
	go({});
}

export async function startSession(profile, seen) {
	const started = await api.start({ profile: seen.length ? { ...profile, notAgain: seen } : profile });
	storage.addSession(started, profile, { seen });
	go({ id: started.sessionId });
}

export async function askScreen(signal) {
	const { notice = null, profile, seen = [] } = opening;
	const options = await api.options();
	signal.throwIfAborted();
	opening = {};
	show(t("ask.heading"), screen(options, profile ?? storage.profile() ?? {}, seen, notice));
	if (notice) announce(notice);
}

function recent() {
	const links = storage.sessions().slice(0, 3).map(({ id, name, at }) => h("a", { href: hashOf({ id }) },
		h("b", name ?? t("ask.waiting")), h("small", new Date(at).toLocaleDateString("ko-KR"))));
	return links.length ? links : null;
}

function screen(options, profile, seen, notice) {
	const include = button(".link", t("ask.seenAgain"), () => {
		seen = [];
		include.parentElement.remove();
	});
	const element = fill("ask", {
		notice,
		recent: recent(),
		form: { onchange: () => summarize(), onsubmit },
		seen: seen.length ? [t("ask.seen", { count: seen.length }), " ", include] : null,
		remember: { checked: Boolean(storage.profile()) },
	});
	const [problems, remember, summary, submit] =
		pick(element, ".problems", "#remember", ".bar p", ".bar button");
	const fields = profileFields(element, options, () => summarize());

	function summarize() {
		const words = (names) => names.flatMap((name) => fields[name].words()).join(" · ");
		summary.textContent = fields.target.read() ? words(BASICS) : t("ask.noTarget");
		element.querySelectorAll("summary small").forEach((now, place) => {
			now.textContent = words(SECTIONS[place]) || t("ask.none");
		});
	}

	function complain(lines, faults) {
		const reveal = ({ control }) => {
			control.closest("details")?.setAttribute("open", "");
			focus(control);
		};
		problems.replaceChildren(...lines.map((line) => h("p", line)), h("ul", faults.map(
			([fault, field]) => h("li", field ? button(".link", fault, () => reveal(field)) : fault))));
		problems.hidden = false;
		focus(problems);
	}

	async function send() {
		const faults = [];
		for (const field of Object.values(fields)) {
			const fault = await field.fault?.();
			if (fault) faults.push([fault, field]);
		}
		if (faults.length) {
			complain([t("ask.check")], faults);
			return;
		}
		const chosen = {};
		for (const [name, field] of Object.entries(fields)) chosen[name] = field.read();
		storage.keepProfile(remember.checked && chosen);
		try {
			await startSession(chosen, seen);
		} catch (error) {
			complain(sentences(error), (error.errors ?? []).map(({ pointer, detail }) => {
				const name = pointer?.split("/").find((step) => step in fields);
				return [name ? `${t(`ask.${name}`)}: ${detail}` : detail, fields[name]];
			}));
		}
	}

	async function onsubmit(event) {
		event.preventDefault();
		submit.disabled = true;
		submit.textContent = t("sending");
		problems.hidden = true;
		await send();
		submit.disabled = false;
		submit.textContent = t("ask.submit");
	}

	for (const [name, field] of Object.entries(fields)) field.write(profile[name]);
	summarize();
	return element;
}
