import * as api from "./api.js";
import * as storage from "./storage.js";
import { openAsk, startSession } from "./ask.js";
import { copy, fill, open, t } from "./dom.js";
import { attempts } from "./problems.js";
import { go, hashOf } from "./route.js";

const MOST_SEEN = 20; // profile.notAgain holds no more

/** Return the ways on as parts; a shared result leads only to an own one. */
export function actions(id, own, { recipe }) {
	if (!own) return { more: null };
	const [problem, attempt] = attempts();
	return {
		shared: null,
		own: null,
		problem,
		another: { onclick: attempt(() => another(id, own, recipe.name)) },
		reprice: { onclick: attempt(() => reprice(id)) },
		share: { onclick: () => share(id, own, recipe.name) },
		forget: { onclick: () => forget(id, own) },
	};
}

async function another(id, { seen }, name) {
	const all = [...new Set([...seen, name])].slice(-MOST_SEEN);
	const profile = storage.profileOf(id);
	if (profile) await startSession(profile, all);
	else openAsk({ seen: all, notice: t("ask.lost") });
}

export async function reprice(id) {
	const { accessKey, seen } = storage.session(id);
	const started = await api.reprice(id, accessKey);
	storage.addSession(started, storage.profileOf(id), { seen, from: id });
	go({ id: started.sessionId });
}

function share(id, { readKey }, title) {
	const url = new URL(hashOf({ id, key: readKey }), location.href).href;
	const send = () => navigator.share({ title, url }).catch(() => {}); // closed
	const box = fill("share", {
		link: { value: url, onfocus: ({ target }) => target.select() },
		copy: { onclick: () => copy(url, box.querySelector("[role=status]")) },
		send: navigator.share ? { onclick: send } : null,
	});
	open(box);
}

function forget(id, { accessKey }) {
	const [problem, attempt] = attempts();
	const onclick = attempt(async () => {
		await api.forget(id, accessKey);
		storage.dropSession(id);
		box.close();
		openAsk({ notice: t("more.forgotten") });
	});
	const box = fill("forget", { problem, confirm: { onclick } });
	open(box);
}
