// What this browser remembers. Keys of sessions stand here and nowhere else.
//
// For all tabs: session:<id> {accessKey, readKey, at, name, seen}, ticks:<id>, and the profile if the
// person wants it. For one tab: the profile behind a session, which is health data, and timers.

const PREFIX = `ai-chef:${location.pathname}:`;
const MOST_SESSIONS = 10;

/** Return a browser's store, or one that forgets with the page where the browser forbids it. */
function opened(name) {
  const forgetful = {};
  let real = forgetful;
  try {
    real = window[name];
  } catch {
    // blocked by the person's settings
  }
  return {
    get: (key) => JSON.parse(real[PREFIX + key] ?? "null"),
    set(key, value) {
      try {
        real[PREFIX + key] = JSON.stringify(value);
      } catch {
        real = { ...real, [PREFIX + key]: JSON.stringify(value) }; // full
      }
    },
    remove: (key) => delete real[PREFIX + key],
    keys: () =>
      Object.keys(real).filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length)),
  };
}

const all = opened("localStorage");
const tab = opened("sessionStorage");

/** Return the sessions that this browser holds keys of, the latest first, each with its id. */
export const sessions = () =>
  all.keys()
    .filter((key) => key.startsWith("session:"))
    .map((key) => ({ id: key.slice(8), ...all.get(key) }))
    .sort((one, other) => other.at - one.at);

export const session = (id) => all.get(`session:${id}`);

/** Remember a session that was started; the oldest beyond the most that are kept are dropped. */
export function addSession({ sessionId, accessKey, readKey }, profile, more) {
  all.set(`session:${sessionId}`, { accessKey, readKey, at: Date.now(), ...more });
  if (profile) tab.set(`profile:${sessionId}`, profile);
  for (const { id } of sessions().slice(MOST_SESSIONS)) dropSession(id);
}

export function updateSession(id, changes) {
  const known = session(id);
  if (known) all.set(`session:${id}`, { ...known, ...changes });
}

export function dropSession(id) {
  all.remove(`session:${id}`);
  all.remove(`ticks:${id}`);
  tab.remove(`profile:${id}`);
}

/** Return the profile that a session was started with, if this tab knows it. */
export const profileOf = (id) => tab.get(`profile:${id}`);

export const profile = () => all.get("profile");
export const keepProfile = (kept) => (kept ? all.set("profile", kept) : all.remove("profile"));
export const ticks = (id) => all.get(`ticks:${id}`) ?? [];
export const keepTicks = (id, names) => all.set(`ticks:${id}`, names);
export const timers = () => tab.get("timers") ?? [];
export const keepTimers = (timers) => tab.set("timers", timers);

/** Call back with a session's id when another tab forgets it, or ticks something off. */
export function onOtherTab({ forgotten, ticked }) {
  addEventListener("storage", ({ key, newValue }) => {
    if (!key?.startsWith(PREFIX)) return;
    const [kind, id] = key.slice(PREFIX.length).split(":");
    if (kind === "session" && newValue === null) forgotten(id);
    if (kind === "ticks") ticked(id);
  });
}
