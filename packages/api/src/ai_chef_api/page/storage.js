// What this browser remembers: for all tabs session keys, ticks, the profile if wanted; for one tab
// timers and a session's profile, which is health data.

const PREFIX = `ai-chef:${location.pathname}:`;
const MOST_SESSIONS = 10;

function opened(name) {
	let real = {};
	try {
		real = window[name];
	} catch {
		// forbidden: what is kept ends with the page
	}
	return {
		get: (key) => JSON.parse(real[PREFIX + key] ?? "null"),
		set: (key, value) => (real[PREFIX + key] = JSON.stringify(value)),
		remove: (key) => delete real[PREFIX + key],
		keys: () => Object.keys(real).filter((key) => key.startsWith(PREFIX)),
	};
}

const all = opened("localStorage");
const tab = opened("sessionStorage");

export const sessions = () =>
	all.keys()
		.map((key) => key.slice(PREFIX.length).split(":"))
		.filter(([kind]) => kind === "session")
		.map(([, id]) => ({ id, ...session(id) }))
		.sort((one, other) => other.at - one.at);

export const session = (id) => all.get(`session:${id}`);

export function addSession({ sessionId, accessKey, readKey }, profile, more) {
	all.set(`session:${sessionId}`, { accessKey, readKey, at: Date.now(), ...more });
	if (profile) tab.set(`profile:${sessionId}`, profile);
	for (const { id } of sessions().slice(MOST_SESSIONS)) dropSession(id);
}

export function nameSession(id, name) {
	const known = session(id);
	if (known) all.set(`session:${id}`, { ...known, name });
}

export function dropSession(id) {
	all.remove(`session:${id}`);
	all.remove(`ticks:${id}`);
	tab.remove(`profile:${id}`);
}

export const profileOf = (id) => tab.get(`profile:${id}`);

export const profile = () => all.get("profile");
export const keepProfile = (kept) => (kept ? all.set("profile", kept) : all.remove("profile"));
export const ticks = (id) => all.get(`ticks:${id}`) ?? [];
export const keepTicks = (id, names) => all.set(`ticks:${id}`, names);
export const timers = () => tab.get("timers") ?? [];
export const keepTimers = (timers) => tab.set("timers", timers);

export function onForgottenElsewhere(act) {
	addEventListener("storage", ({ key, newValue }) => {
		const [, id] = key?.split(`${PREFIX}session:`) ?? [];
		if (id && newValue === null) act(id);
	});
}
