// Following a session until it ends, through lost networks and busy servers.
import * as api from "./api.js";

const HIDDEN = 10; // seconds, at least, while nobody looks
const steady = (times) => Math.min(5, 1.3 ** times);
const backingOff = (times) => Math.min(30, 2 ** times) * (0.75 + Math.random() / 2);

/**
 * Ask for a session until it is completed or failed, and return its last state.
 *
 * `onState` gets every new state; `onTrouble` "network" or "server" when an answer is missing, null
 * when answers are back. A Retry-After is never undercut; otherwise a network that comes back, or a
 * page that is looked at again, ends a wait. Throws what cannot be waited out.
 */
export async function follow(id, key, { onState, onTrouble, signal }) {
  let etag;
  let quiet = 0;
  let failures = 0;
  for (;;) {
    let seconds;
    let least;
    try {
      const answer = await api.session(id, key, etag, signal);
      if (failures) onTrouble(null);
      failures = 0;
      if (answer.status !== 304) {
        ({ etag } = answer);
        quiet = 0;
        onState(answer.data);
        if (answer.data.status !== "processing") return answer.data;
      }
      least = answer.retryAfter ?? 0;
      seconds = answer.retryAfter ?? steady(quiet++);
    } catch (error) {
      const lost = error instanceof api.NetworkError;
      if (!lost && error.status !== 429 && !(error.status >= 500)) throw error;
      onTrouble(lost ? "network" : "server");
      least = error.retryAfter ?? 0;
      seconds = Math.max(least, backingOff(failures++));
    }
    if (document.hidden) seconds = Math.max(seconds, HIDDEN);
    await pause(seconds, least, signal);
  }
}

/** Wait for some seconds, or at least `least` if the page comes online or is looked at again. */
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
      timer = setTimeout(resolve, Math.max(0, least * 1000 - (performance.now() - since)));
    };
    addEventListener("online", wake, until);
    document.addEventListener("visibilitychange", wake, until);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, until);
  }).finally(() => over.abort());
}
