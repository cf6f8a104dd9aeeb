// The HTTP API. Addresses are relative to the page's own.

const PATIENCE = 20_000; // milliseconds for one request

/** The server could not be reached, or did not answer in time. */
export class NetworkError extends Error {}

/** The server refused: its status, code, Korean detail and problems by field (RFC 9457). */
export class Refusal extends Error {
  constructor(status, retryAfter, { code, detail, errors } = {}) {
    super(code ?? String(status));
    Object.assign(this, { status, retryAfter, code, detail, errors: errors ?? [] });
  }
}

/** Return the seconds that a Retry-After header asks for, as a number or a date. */
function secondsIn(header) {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}

async function request(method, path, { key, body, signal, ...headers } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const abort = () => stop.abort();
  signal?.addEventListener("abort", abort);
  let response;
  let content;
  try {
    signal?.throwIfAborted();
    response = await fetch(path, {
      method,
      body,
      headers: {
        Accept: "application/json",
        ...(key && { Authorization: `Bearer ${key}` }),
        ...(body && { "Content-Type": "application/json" }),
        ...headers,
      },
      cache: "no-store",
      credentials: "omit",
      signal: stop.signal,
    });
    content = await response.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw new NetworkError(error.message);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
  const { status } = response;
  const retryAfter = secondsIn(response.headers.get("Retry-After"));
  let data;
  try {
    data = content ? JSON.parse(content) : null;
  } catch {
    throw new Refusal(response.ok ? 502 : status, retryAfter);
  }
  if (!response.ok && status !== 304) throw new Refusal(status, retryAfter, data ?? {});
  return { status, data, retryAfter, etag: response.headers.get("ETag") };
}

const at = (id, rest = "") => `sessions/${encodeURIComponent(id)}${rest}`;
const data = async (answer) => (await answer).data;
let optionsOnce = null;

/** Return what forms are made from; asked for once, and again only after a failure. */
export function options() {
  optionsOnce ??= data(request("GET", "options")).catch((error) => {
    optionsOnce = null;
    throw error;
  });
  return optionsOnce;
}

export const lookUp = (name, signal) =>
  data(request("GET", `options/ingredients?q=${encodeURIComponent(name)}`, { signal }));

/** Start a session; the same `once` starts it only once. */
export const start = (body, once) =>
  data(request("POST", "sessions", { body, "Idempotency-Key": once }));

export const reprice = (id, key, once) =>
  data(request("POST", at(id, "/reprice"), { key, body: "{}", "Idempotency-Key": once }));

/** Return {status, data, etag, retryAfter}; status 304 if the session is as it was at `etag`. */
export const session = (id, key, etag, signal) =>
  request("GET", at(id), { key, signal, ...(etag && { "If-None-Match": etag }) });

export const result = (id, key, signal) => data(request("GET", at(id, "/result"), { key, signal }));

/** Forget a session; one that the server does not know is forgotten already. */
export async function forget(id, key) {
  try {
    await request("DELETE", at(id), { key });
  } catch (error) {
    if (error.status !== 404) throw error;
  }
}

/** Return a random key for one act that must not happen twice. */
export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
