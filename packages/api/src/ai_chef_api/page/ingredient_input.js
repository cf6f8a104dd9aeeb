// A field for names of foods: typed one at a time, looked up while they are typed, kept as chips.
import { lookUp } from "./api.js";
import { announce, button, h, icon } from "./dom.js";
import { text } from "./texts.js";

const PAUSE = 300; // milliseconds without a key before a name is looked up

/**
 * Return a field as fields.js has them. `strict` refuses unknown names; `explain` says what a name
 * is taken for. Its `fault` first takes over what still stands in the input.
 */
export function ingredientInput(name, label, { hint, example, strict, explain, onchange }) {
  const kept = new Set();
  const input = h(`input#${name}`, {
    type: "text", maxlength: 40, placeholder: text(example), autocomplete: "off",
    autocapitalize: "none", spellcheck: "false", enterkeyhint: "done",
    "aria-describedby": `${name}-hint ${name}-status`,
  });
  const status = h(`div.lookup#${name}-status`, { role: "status" });
  const chips = h("ul.chips", { "aria-label": label });
  const typed = () => input.value.trim();
  let asking = new AbortController();
  let timer;

  function draw() {
    chips.replaceChildren(...[...kept].map((food) => h("li", food,
      button("", icon("x"), () => {
        kept.delete(food);
        draw();
        announce(text("ask.removed", { name: food }));
        input.focus();
      }, { "aria-label": text("ask.remove", { name: food }) }))));
    onchange();
  }

  function add(names) {
    names.forEach((food) => kept.add(food));
    input.value = "";
    input.removeAttribute("aria-invalid");
    draw();
    announce(text("ask.added", { names }));
  }

  function say(sentence, kind = "", suggestions = []) {
    status.className = `lookup ${kind}`;
    status.replaceChildren(sentence, ...suggestions.map((food) =>
      button(".suggestion", food, () => {
        say("");
        add([food]);
        input.focus();
      })));
    if (kind === "bad") input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  /** Look a name up and say what it is; return the names to keep, or null if there are none. */
  async function check(food) {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    let found;
    try {
      found = await lookUp(food, signal);
    } catch {
      if (signal.aborted) return null;
      say(text("ask.unchecked"));
      return [food];
    }
    if (found.known) {
      const read = found.matches.filter((match) => explain && `${match.means}` !== match.typed);
      say(read.map((match) => text("ask.reading", match)).join(" ") || text("ask.known"), "good");
      return found.matches.map((match) => match.typed);
    }
    const sentence = found.suggestions.length ? "ask.suggest" : strict ? "ask.unknown" : "ask.asTyped";
    say(text(sentence), strict ? "bad" : "", found.suggestions);
    return strict ? null : [food];
  }

  async function settle() {
    clearTimeout(timer);
    const food = typed();
    const names = food ? await check(food) : [];
    if (names?.length && typed() === food) add(names);
    return names !== null;
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking.abort();
    if (typed()) timer = setTimeout(() => check(typed()), PAUSE);
    else say("");
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    settle();
  });
  return {
    label,
    control: input,
    element: h("div.field",
      h("label", { for: name }, label),
      hint && h(`p.hint#${name}-hint`, text(hint)),
      h("div.joined", input, button("", text("ask.add"), async () => {
        await settle();
        input.focus();
      }, { "aria-label": text("ask.addTo", { label }) })),
      status,
      chips),
    read: () => [...kept],
    write(names = []) {
      kept.clear();
      names.forEach((food) => kept.add(food));
      draw();
    },
    words: () => (kept.size ? [text("ask.count", { label, count: kept.size })] : []),
    async fault() {
      const food = typed();
      return (await settle()) ? null : text("ask.unknownName", { label, typed: food });
    },
  };
}
