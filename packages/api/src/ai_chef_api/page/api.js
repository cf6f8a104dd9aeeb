// The HTTP API. Addresses are relative to the page's own.

const PATIENCE = 20_000; // milliseconds for one request

export class NetworkError extends Error {}

/** Return an error for an answer that is a problem of RFC 9457. */
const refusal = (status, retryAfter, { code, detail, errors = [] } = {}) =>
	Object.assign(new Error(code), { status, retryAfter, detail, errors });

async function request(method, path, { key, body, signal, ...headers } = {}) {
	const patience = AbortSignal.timeout(PATIENCE);
	if (key) headers.Authorization = `Bearer ${key}`;
	if (body) headers["Content-Type"] = "application/json";
	let response;
	let content;
	try {
		response = await fetch(path, {
			method, body, headers, cache: "no-store",
			signal: signal ? AbortSignal.any([signal, patience]) : patience,
		});
		content = await response.text();
	} catch (error) {
		signal?.throwIfAborted();
		throw new NetworkError(error.message);
	}
	const { ok, status } = response;
	const asked = response.headers.get("Retry-After");
	const retryAfter = asked && (Number(asked) || 0);
	let data = null;
	try {
		data = content && JSON.parse(content);
	} catch {
		throw refusal(ok ? 502 : status, retryAfter);
	}
	if (!ok && status !== 304) throw refusal(status, retryAfter, data || {});
	return { status, data, retryAfter, etag: response.headers.get("ETag") };
}

const at = (id, rest = "") => `sessions/${encodeURIComponent(id)}${rest}`;
const data = async (answer) => (await answer).data;
let optionsOnce = null;

export function options() {
	optionsOnce ??= data(request("GET", "options")).catch((error) => {
		optionsOnce = null;
		throw error;
	});
	return optionsOnce;
}

export const lookUp = (name, signal) =>
	data(request("GET", `options/ingredients?q=${encodeURIComponent(name)}`, { signal }));

let sent = {};

/** Start a session; sent again, as after a lost answer, it is the same session. */
async function startAt(path, body, key) {
	const wish = path + body;
	if (wish !== sent.wish) sent = { wish, once: crypto.randomUUID() };
	const started = await data(request("POST", path, { key, body, "Idempotency-Key": sent.once }));
	sent = {};
	return started;
}

export const start = (body) => startAt("sessions", JSON.stringify(body));
export const reprice = (id, key) => startAt(at(id, "/reprice"), "{}", key);

export const session = (id, key, etag, signal) =>
	request("GET", at(id), { key, signal, ...(etag && { "If-None-Match": etag }) });

const results = new Map(); // by session

export async function result(id, key, signal) {
	if (!results.has(id)) results.set(id, await data(request("GET", at(id, "/result"), { key, signal })));
	return results.get(id);
}

export async function forget(id, key) {
	await request("DELETE", at(id), { key }).catch((error) => {
		if (error.status !== 404) throw error;
	});
	results.delete(id);
}

