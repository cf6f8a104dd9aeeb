import { t } from "./texts.js";
export * from "./texts.js";

const isPlain = (value) => Object.getPrototypeOf(value ?? "") === Object.prototype;

/** Add children, and attributes and listeners if a plain object comes first. */
function dress(element, [first, ...children]) {
	if (!isPlain(first)) children.unshift(first);
	else for (const [key, value] of Object.entries(first)) {
		if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
		else if ((value ?? false) !== false) element.setAttribute(key, value === true ? "" : value);
	}
	element.append(...children.flat(4).filter((child) => child || child === 0));
	return element;
}

/** Return an element: h("p.hint.wide", {attributes and listeners}, ...children). */
export function h(tag, ...children) {
	const [name, ...classes] = tag.split(".");
	const element = document.createElement(name);
	element.className = classes.join(" ");
	return dress(element, children);
}

/** Return a copy of a template, its parts dressed; one that is null or false is removed. */
export function fill(name, parts) {
	const root = document.getElementById(name).content.firstElementChild.cloneNode(true);
	for (const element of [root, ...root.querySelectorAll("*")]) {
		const { text: path, label, part } = element.dataset;
		if (path) element.append(t(path));
		if (label) element.setAttribute("aria-label", t(label));
		const given = parts[part];
		if (given === null || given === false) element.remove();
		else if (given !== undefined) dress(element, [given].flat());
	}
	return root;
}

export function icon(name) {
	const svg = fill("icon", {});
	svg.firstElementChild.setAttribute("href", `#icon-${name}`);
	return svg;
}

/** Return a link out of this page; null for what is no web address. */
export const outward = (href, label, more) =>
	(/^https?:/.test(href) ? h("a", { href, target: "_blank", ...more }, label) : null);

export const pick = (root, ...selectors) => selectors.map((selector) => root.querySelector(selector));

export const button = (kind, label, onclick, more) =>
	h(`button${kind}`, { type: "button", onclick, ...more }, label);

/** Show a screen and move focus to its heading. */
export function show(title, screen) {
	document.querySelector("main").replaceChildren(screen);
	document.title = t("title", { screen: title });
	scrollTo(0, 0);
	focus(screen.querySelector("[data-focus]") ?? screen.querySelector("h1"));
}

export function focus(element) {
	if (!element.matches("a, button, input, select")) element.tabIndex = -1;
	element.focus();
}

export function announce(sentence) {
	const announcer = document.getElementById("announcer");
	announcer.textContent = "";
	setTimeout(() => (announcer.textContent = sentence), 50);
}

export function open(dialog) {
	dialog.addEventListener("close", () => dialog.remove());
	document.body.append(dialog);
	dialog.showModal();
}

export async function copy(content, status) {
	let outcome = "copied";
	try {
		await navigator.clipboard.writeText(content);
	} catch {
		outcome = "notCopied";
	}
	status.textContent = t(outcome);
}
