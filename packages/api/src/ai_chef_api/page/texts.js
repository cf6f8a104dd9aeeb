const address = document.getElementById("texts").href;
const texts = await (await fetch(address)).json();
const [mark, open, closed] = texts.particles;

/** Join two texts by the particle for the last sound of the first: 우유로, 귤로, 잣으로. */
function withParticle(before, after) {
	const code = before.charCodeAt(before.length - 1) - 0xac00;
	const final = code >= 0 && code < 11172 ? code % 28 : 0;
	return before + (final && final !== 8 ? closed : open) + after;
}

export const entry = (path) => path.split(".").reduce((here, name) => here?.[name], texts);

/** Return the text at a path with its {places} filled; lists are joined with commas. */
export const t = (path, values = {}) => entry(path)
	.replace(/\{(\w+)\}/g, (_, name) => [values[name]].flat().join(", "))
	.split(mark)
	.reduce(withParticle);

export const won = (amount) => t("won", { amount: Number(amount).toLocaleString("ko-KR") });
