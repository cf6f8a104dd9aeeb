// Following a session until it ends, through lost networks and busy servers.
import * as api from "./api.js";

const STEADY = 2; // seconds, unless the server asks for others
const backingOff = (times) => Math.min(30, 2 ** times) * (0.75 + Math.random() / 2);

/**
 * Ask for a session until it has ended and return its last state. `onTrouble` gets "network" or
 * "server" when an answer is missing, null when answers are back. No Retry-After is undercut.
 */
export async function follow(id, key, { onState, onTrouble, signal }) {
	let etag;
	let failures = 0;
	for (;;) {
		let seconds;
		let least;
		try {
			const { status, data, retryAfter, ...answer } = await api.session(id, key, etag, signal);
			if (failures) onTrouble(null);
			failures = 0;
			if (status !== 304) {
				({ etag } = answer);
				onState(data);
				if (data.status !== "processing") return data;
			}
			least = retryAfter ?? 0;
			seconds = retryAfter ?? STEADY;
		} catch (error) {
			const lost = error instanceof api.NetworkError;
			if (!lost && error.status !== 429 && !(error.status >= 500)) throw error;
			onTrouble(lost ? "network" : "server");
			least = error.retryAfter ?? 0;
			seconds = Math.max(least, backingOff(failures++));
		}
		await pause(seconds, least, signal);
	}
}

/** Wait; only for `least` seconds if the page comes online or is looked at again. */
function pause(seconds, least, signal) {
	signal.throwIfAborted();
	const since = performance.now();
	const over = new AbortController();
	const until = { signal: over.signal };
	return new Promise((resolve, reject) => {
		let timer = setTimeout(resolve, seconds * 1000);
		const wake = () => {
			if (document.hidden) return;
			clearTimeout(timer);
			timer = setTimeout(resolve, least * 1000 - (performance.now() - since));
		};
		addEventListener("online", wake, until);
		document.addEventListener("visibilitychange", wake, until);
		signal.addEventListener("abort", () => {
			clearTimeout(timer);
			reject(signal.reason);
		}, until);
	}).finally(() => over.abort());
}
