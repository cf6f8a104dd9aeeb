// The texts of texts.json, with values filled in.

const address = document.getElementById("texts").href; // index.html preloads it
const texts = await (await fetch(address)).json();

const PARTICLE = /(.)\(으\)로/g;

/** Choose the particle by the last sound of the word before it: 우유로, 귤로, 잣으로. */
function particle(_, last) {
	const code = last.charCodeAt(0) - 0xac00;
	const final = code >= 0 && code < 11172 ? code % 28 : 0;
	return last + (final === 0 || final === 8 ? "로" : "으로");
}

export const entry = (path) => path.split(".").reduce((here, name) => here?.[name], texts);

/** Return the text at a path with its {places} filled; lists are joined with commas. */
export function t(path, values = {}) {
	return entry(path)
		.replace(/\{(\w+)\}/g, (_, name) => [values[name]].flat().join(", "))
		.replace(PARTICLE, particle);
}

export const won = (amount) => t("won", { amount: Number(amount).toLocaleString("ko-KR") });
