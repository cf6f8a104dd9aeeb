import * as api from "./api.js";
import * as storage from "./storage.js";
import { openAsk, startSession } from "./ask.js";
import { announce, entry, fill, h, pick, show, t } from "./dom.js";
import { actions, reprice } from "./actions.js";
import { cookScreen } from "./cook.js";
import { costsPanel } from "./costs.js";
import { follow } from "./polling.js";
import { attempts, failureScreen, goneScreen } from "./problems.js";
import { recipePanel } from "./recipe.js";
import { go, hashOf } from "./route.js";
import { shoppingPanel } from "./shopping.js";

const LONG = 25_000; // milliseconds until it is said to take long
const ONLY_CHANGE_HELPS = ["InvalidInput", "NoRecipeFits"];
const STEPS = ["session", "recipe", "price", "combining"];
const PANELS = { recipe: recipePanel, costs: costsPanel, list: shoppingPanel };
let shown = null;

export async function sessionScreen(route, signal) {
	const { id, view } = route;
	const own = storage.session(id);
	const key = own?.accessKey ?? route.key;
	if (!key) return goneScreen("noKey");
	let result;
	try {
		if (own && !own.name && !(await isCompleted(id, own, signal))) return null;
		result = await api.result(id, key, signal);
	} catch (error) {
		if (error.status !== 404) throw error;
		storage.dropSession(id);
		return goneScreen("expired");
	}
	storage.nameSession(id, result.recipe.name);
	if (view === "cook") return cookScreen(route, result.recipe, signal);
	return resultScreen(route, own, result);
}

async function isCompleted(id, own, signal) {
	const { takesLong, ...screen } = waitScreen(id, own);
	setTimeout(takesLong, LONG);
	const { status, error } = await follow(id, own.accessKey, { ...screen, signal });
	if (status === "failed") showFailure(id, own, error);
	return status === "completed";
}

function showFailure(id, { from, seen }, error) {
	const profile = storage.profileOf(id);
	const notice = profile ? null : t("ask.lost");
	if (from) {
		failureScreen("failure.repricing", id, error,
			["cook.leave", () => go({ id: from })], ["retry", () => reprice(from)]);
	} else {
		const ways = [["failure.change", () => openAsk({ profile, seen, notice })]];
		const again = ["failure.again", () => startSession(profile, seen)];
		if (profile) ways[ONLY_CHANGE_HELPS.includes(error.code) ? "push" : "unshift"](again);
		failureScreen("failure.heading", id, error, ...ways);
	}
}

function waitScreen(id, { accessKey, from, seen }) {
	const heading = t(from ? "wait.repricing" : "wait.heading");
	const steps = entry("wait.steps").map((name) => h("li", name, h("span.unseen")));
	const [problem, attempt] = attempts();
	const onclick = attempt(async () => {
		await api.forget(id, accessKey);
		const profile = storage.profileOf(id);
		storage.dropSession(id);
		openAsk({ profile, seen, notice: t("wait.cancelled") });
	});
	const screen = fill("wait", { heading, steps, problem, cancel: { onclick } });
	const [bar, label, trouble, hint] = pick(screen, "progress", ".phase", ".notice", ".hint");
	show(heading, screen);
	let phase;
	return {
		onState(state) {
			bar.value = state.progress;
			label.textContent = [state.phaseLabel, state.phaseDetail].filter(Boolean).join(" · ");
			if (state.phase === phase) return;
			({ phase } = state);
			announce(state.phaseLabel);
			const current = STEPS.findIndex((step) => phase.startsWith(step));
			steps.forEach((step, place) => {
				step.className = place < current ? "done" : place > current ? "next" : "current";
				step.lastChild.textContent = ` ${t(`wait.states.${step.className}`)}`;
			});
		},
		onTrouble(kind) {
			trouble.hidden = !kind;
			trouble.textContent = t(`wait.${kind ?? "back"}`);
			announce(trouble.textContent);
		},
		takesLong: () => (hint.textContent = t("wait.long")),
	};
}

function resultScreen({ id, view, key }, own, result) {
	const { name, servings, minutes, level } = result.recipe;
	const current = PANELS[view] ? view : "recipe";
	const screen = fill("result", {
		heading: name,
		servings: t("servings", { count: servings }),
		minutes: t("minutes", { count: minutes }),
		level: t(`levels.${level}`),
		tabs: Object.keys(PANELS).map((panel) => h("a", {
			href: hashOf({ id, view: panel, key }), "aria-current": panel === current && "page",
		}, t(`result.views.${panel}`))),
		panels: Object.entries(PANELS).map(([panel, draw]) => {
			const section = draw({ id, key, result });
			section.hidden = panel !== current;
			section.firstElementChild.toggleAttribute("data-focus", panel === current && shown === id);
			return section;
		}),
		...actions(id, own, result),
	});
	show(name, screen);
	shown = id;
}
