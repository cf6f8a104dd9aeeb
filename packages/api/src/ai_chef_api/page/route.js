// The fragment of the address, which never reaches a server:
// #s=<session>&v=<view>&n=<step>&k=<read key of a shared result>

export function currentRoute() {
	const fragment = new URLSearchParams(location.hash.slice(1));
	return {
		id: fragment.get("s"),
		view: fragment.get("v") ?? "recipe",
		key: fragment.get("k"),
		step: Number(fragment.get("n")) || 1,
	};
}

export function hashOf({ id, view, key, step }) {
	const parts = { s: id, v: view !== "recipe" && view, k: key, n: step > 1 && step };
	return `#${new URLSearchParams(Object.entries(parts).filter(([, value]) => value))}`;
}

export function go(route) {
	history.pushState(null, "", hashOf(route));
	dispatchEvent(new HashChangeEvent("hashchange"));
}
