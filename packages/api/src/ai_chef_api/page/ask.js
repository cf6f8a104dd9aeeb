// The first screen: what the recipe must fit.
import * as api from "./api.js";
import * as storage from "./storage.js";
import { announce, button, focus, h, icon, show } from "./dom.js";
import { profileFields } from "./fields.js";
import { sentences } from "./problems.js";
import { go, hashOf } from "./route.js";
import { text } from "./texts.js";

const SECTIONS = {
  cooking: ["servings", "maxCookingMinutes", "cookingLevel", "cuisine", "budget"],
  ingredients: ["availableIngredients", "dislikes", "pantry"],
};
let opening = {}; // for the next time that this screen is shown
let sent = {}; // the same conditions sent again are the same session

/** Show this screen with a sentence to say, a profile to begin with, and recipes seen already. */
export function openAsk(wishes) {
  opening = wishes;
  go({});
}

/** Start a session and go to it. Throws what the API refuses. */
export async function startSession(profile, seen) {
  const body = JSON.stringify({ profile: seen.length ? { ...profile, notAgain: seen } : profile });
  if (body !== sent.body) sent = { body, once: api.newKey() };
  const started = await api.start(body, sent.once);
  sent = {};
  storage.addSession(started, profile, { seen });
  go({ id: started.sessionId });
}

export async function askScreen(signal) {
  const { notice, profile, seen = [] } = opening;
  opening = {};
  const options = await api.options();
  signal.throwIfAborted();
  show(
    text("ask.heading"),
    notice && h("p.notice", notice),
    h("h1", text("ask.heading")),
    h("p.lead", text("ask.lead")),
    recent(),
    form(options, profile ?? storage.profile() ?? {}, seen),
  );
  if (notice) announce(notice);
}

/** The recipes that this browser holds keys of, to go back to. */
function recent() {
  const day = new Intl.DateTimeFormat("ko-KR", { month: "long", day: "numeric" });
  const links = storage.sessions().slice(0, 3).map(({ id, name, at }) =>
    h("li", h("a", { href: hashOf({ id }) },
      h("span", name ?? text("ask.waiting")), h("time", day.format(at)))));
  return links.length > 0 && h("nav.recent", { "aria-label": text("ask.recent") },
    h("h2", text("ask.recent")), h("ul", links));
}

function form(options, profile, seen) {
  const fields = profileFields(options, () => summarize());
  const problems = h("div.problems", { role: "alert", hidden: true });
  const summary = h("p.summary");
  const submit = h("button.primary", { type: "submit" }, text("ask.submit"));
  const remember = h("input#remember", {
    type: "checkbox", checked: storage.profile() !== null, "aria-describedby": "remember-hint",
  });
  const now = {};
  const sections = Object.entries(SECTIONS).map(([name, names]) => {
    now[name] = h("small");
    return h("details.section", h("summary", h("span", text(`ask.${name}`)), now[name]),
      names.map((field) => fields[field].element));
  });
  const element = h("form", { novalidate: true },
    problems,
    fields.target.element, fields.allergies.element, fields.healthConditions.element,
    sections,
    seen.length > 0 && seenNotice(),
    h("div.check", remember, h("label", { for: "remember" }, text("ask.remember")),
      h("p.hint#remember-hint", text("ask.rememberHint"))),
    h("div.bar", summary, submit));

  function summarize() {
    const words = (names) => names.flatMap((name) => fields[name].words()).join(" · ");
    const chosen = words(["target", "allergies", "healthConditions"]);
    summary.textContent = fields.target.read() ? chosen : text("ask.noTarget");
    for (const [name, names] of Object.entries(SECTIONS)) {
      now[name].textContent = words(names) || text("ask.none");
    }
  }

  function seenNotice() {
    const line = h("p.notice", text("ask.seen", { count: seen.length }), " ",
      button(".link", text("ask.seenAgain"), () => {
        seen = [];
        line.remove();
      }));
    return line;
  }

  /** Show what is wrong, each fault with a way to its field, and move the focus there. */
  function complain(lines, faults) {
    problems.replaceChildren(icon("alert"),
      ...lines.filter(Boolean).map((line) => h("p", line)),
      h("ul", faults.map(([message, field]) =>
        h("li", field ? button(".link", message, () => reveal(field.control)) : message))));
    problems.hidden = false;
    focus(problems);
  }

  async function send() {
    const faults = [];
    for (const field of Object.values(fields)) {
      const fault = await field.fault();
      if (fault) faults.push([fault, field]);
    }
    if (faults.length) {
      complain([text("ask.check")], faults);
      return;
    }
    const chosen = Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, field.read()]));
    storage.keepProfile(remember.checked && chosen);
    try {
      await startSession(chosen, seen);
    } catch (error) {
      complain(sentences(error), (error.errors ?? []).map(({ pointer, detail }) => {
        const field = fields[pointer.split("/").find((step) => step in fields)];
        return [field ? text("ask.fault", { label: field.label, detail }) : detail, field];
      }));
    }
  }

  element.addEventListener("change", summarize);
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    submit.disabled = true;
    submit.textContent = text("sending");
    problems.hidden = true;
    await send();
    submit.disabled = false;
    submit.textContent = text("ask.submit");
  });
  for (const [name, field] of Object.entries(fields)) field.write(profile[name]);
  summarize();
  return element;
}

function reveal(control) {
  control.closest("details")?.setAttribute("open", "");
  focus(control);
}
