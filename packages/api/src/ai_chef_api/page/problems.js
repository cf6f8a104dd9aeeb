import { NetworkError } from "./api.js";
import { button, fill, h, show, t } from "./dom.js";

function inWords(seconds) {
	const [unit, size] = seconds < 90 ? ["Seconds", 1] : seconds < 5400 ? ["Minutes", 60] : ["Hours", 3600];
	return t(`trouble.in${unit}`, { count: Math.ceil(seconds / size) });
}

export function sentences(error) {
	if (error instanceof NetworkError) return [t("trouble.network")];
	if (!error.status) console.error(error);
	const usual = t(error.status >= 500 ? "trouble.server" : "trouble.unexpected");
	return [error.detail ?? usual, ...(error.retryAfter > 0 ? [inWords(error.retryAfter)] : [])];
}

/** Return [line, attempt]: an alert, and a wrapper that says there why an act failed. */
export function attempts() {
	const line = h("p.problems", { role: "alert", hidden: true });
	const attempt = (act) => async () => {
		line.hidden = true;
		try {
			await act();
		} catch (error) {
			line.textContent = sentences(error).join(" ");
			line.hidden = false;
		}
	};
	return [line, attempt];
}

function message(name, lines, actions, details = null) {
	const heading = t(name);
	show(heading, fill("message", {
		heading, lines: lines.map((line) => h("p", line)), actions, details,
	}));
}

const home = (kind) => h(`a.button${kind}`, { href: "#" }, t("home"));

export const troubleScreen = (error, retry) =>
	message("trouble.heading", sentences(error), [button(".primary", t("retry"), retry), home("")]);

export const goneScreen = (why) =>
	message("gone.heading", [t(`gone.${why}`)], [home(".primary")]);

export function failureScreen(heading, id, error, ...ways) {
	const [line, attempt] = attempts();
	const buttons = ways.map(([label, act], place) =>
		button(place ? "" : ".primary", t(label), attempt(act)));
	message(heading, [error.message], [line, ...buttons],
		[h("p", t("failure.session", { id })), h("p", t("failure.code", error))]);
}
