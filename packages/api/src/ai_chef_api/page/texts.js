// Every text that a person sees or hears comes from texts.json; this fills in values.

const address = document.getElementById("texts").href; // index.html preloads it
const texts = await (await fetch(address)).json();

const PARTICLE = /(.)(\(으\)로|은\(는\))/g;

/** Choose the particle by the last sound of the word before it: 우유로, 닭고기로, 귤로, 잣으로. */
function particle(_, last, both) {
  const code = last.charCodeAt(0) - 0xac00;
  const final = code >= 0 && code < 11172 ? code % 28 : 0;
  if (both.startsWith("은")) return last + (final ? "은" : "는");
  return last + (final === 0 || final === 8 ? "로" : "으로");
}

/** Return what stands at a path, e.g. "costs.bases"; undefined if nothing does. */
export const entry = (path) => path.split(".").reduce((here, name) => here?.[name], texts);

/** Return the text at a path with its {places} filled; lists are joined with commas. */
export function text(path, values = {}) {
  return entry(path)
    .replace(/\{(\w+)\}/g, (_, name) => [values[name]].flat().join(", "))
    .replace(PARTICLE, particle);
}

/** Return KRW as a person reads it: 11,500원. */
export const won = (amount) => text("won", { amount: Number(amount).toLocaleString("ko-KR") });
