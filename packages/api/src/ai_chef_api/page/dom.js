// Building blocks of every screen: elements, icons, focus, announcements, dialogs.
import { text } from "./texts.js";

/**
 * Return an element: h("p.hint#id", {attributes, on… listeners}, ...children). The second may be
 * left out; children that are null, false or undefined are.
 */
export function h(tag, ...children) {
  const [, name, rest] = /^(\w+)(.*)$/.exec(tag);
  const element = document.createElement(name);
  for (const part of rest.match(/[.#][\w-]+/g) ?? []) {
    if (part[0] === ".") element.classList.add(part.slice(1));
    else element.id = part.slice(1);
  }
  if (Object.getPrototypeOf(children[0] ?? "") === Object.prototype) {
    for (const [key, value] of Object.entries(children.shift())) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value !== undefined && value !== null && value !== false) {
        element.setAttribute(key, value === true ? "" : value);
      }
    }
  }
  element.append(...children.flat(4).filter((child) => child || child === 0));
  return element;
}

/** Return a decorative icon from the sprite in index.html. */
export function icon(name) {
  const known = document.getElementById(`icon-${name}`) ? name : "general";
  const [svg, use] = ["svg", "use"].map((tag) =>
    document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${known}`);
  svg.append(use);
  return svg;
}

export const button = (kind, label, onclick, attributes = {}) =>
  h(`button${kind}`, { type: "button", onclick, ...attributes }, label);

/** Show a screen: replace the main part, set the title, move focus to its heading. */
export function show(title, ...parts) {
  const main = document.querySelector("main");
  main.replaceChildren(...parts.flat().filter(Boolean));
  document.title = text("title", { screen: title });
  scrollTo(0, 0);
  focus(main.querySelector("[data-focus]") ?? main.querySelector("h1"));
}

/** Move focus to an element that need not be a control. */
export function focus(element) {
  if (!element.matches("a, button, input, select")) element.tabIndex = -1;
  element.focus();
}

/** Have a screen reader say a sentence. */
export function announce(sentence) {
  const announcer = document.getElementById("announcer");
  announcer.textContent = "";
  setTimeout(() => (announcer.textContent = sentence), 50);
}

/** Open a modal dialog and return it; it is removed when it closes. */
export function dialog(title, ...parts) {
  const element = h("dialog", { "aria-labelledby": "dialog-title" },
    h("h2#dialog-title", title), parts);
  element.addEventListener("close", () => element.remove());
  document.body.append(element);
  element.showModal();
  return element;
}

/** Copy a text and return whether it worked; the older way serves pages without HTTPS. */
export async function copy(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    const area = h("textarea.visually-hidden", { readonly: true }, content);
    (document.querySelector("dialog[open]") ?? document.body).append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    return copied;
  }
}
