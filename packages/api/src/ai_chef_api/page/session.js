// The screens of one session: waiting for it, its failure, its result.
import * as api from "./api.js";
import * as storage from "./storage.js";
import { openAsk, startSession } from "./ask.js";
import { announce, button, h, show } from "./dom.js";
import { actions, reprice } from "./actions.js";
import { cookScreen } from "./cook.js";
import { costsPanel } from "./costs.js";
import { follow } from "./polling.js";
import { failureScreen, goneScreen, sentences } from "./problems.js";
import { facts, recipePanel } from "./recipe.js";
import { go, hashOf } from "./route.js";
import { shoppingPanel } from "./shopping.js";
import { entry, text } from "./texts.js";

const LONG = 25_000; // milliseconds until the person hears that it takes longer than usual
const STEP_OF_PHASE = {
  session_started: 0, recipe_generation: 1, recipe_completed: 1, price_lookup: 2,
  price_completed: 2, combining_results: 3, finished: 4,
};
const PANELS = { recipe: recipePanel, costs: costsPanel, list: shoppingPanel };
const results = new Map(); // by session id, for as long as the page is open
let shown = null;

export async function sessionScreen(route, signal) {
  const { id } = route;
  const own = storage.session(id);
  const key = own?.accessKey ?? route.key;
  if (!key) {
    goneScreen("noKey");
    return;
  }
  try {
    if (!results.has(id)) {
      if (own && !own.name && !(await isCompleted(id, own, signal))) return;
      results.set(id, await api.result(id, key, signal));
    }
  } catch (error) {
    if (error.status !== 404) throw error;
    storage.dropSession(id);
    goneScreen("expired");
    return;
  }
  const result = results.get(id);
  storage.updateSession(id, { name: result.recipe.name });
  if (route.view === "cook") cookScreen(route, result.recipe, signal);
  else resultScreen(route, own, result);
}

/** Wait until a session has ended; show its failure and return false if it failed. */
async function isCompleted(id, own, signal) {
  const screen = waitScreen(id, own);
  const long = setTimeout(screen.takesLong, LONG);
  signal.addEventListener("abort", () => clearTimeout(long));
  try {
    const { status, error } = await follow(id, own.accessKey, { ...screen, signal });
    if (status === "failed") showFailure(id, own, error);
    return status === "completed";
  } finally {
    clearTimeout(long);
  }
}

function showFailure(id, own, error) {
  const profile = storage.profileOf(id);
  if (own.from) {
    failureScreen("failure.repricing", id, error,
      [text("cook.leave"), () => go({ id: own.from })],
      [text("retry"), () => reprice(own.from)]);
    return;
  }
  failureScreen("failure.heading", id, error,
    [text("failure.change"), () => change(profile, own.seen)],
    profile && [text("failure.again"), () => startSession(profile, own.seen)]);
}

const change = (profile, seen) =>
  openAsk({ profile, seen, notice: profile ? null : text("ask.lost") });

function waitScreen(id, own) {
  const heading = text(own.from ? "wait.repricing" : "wait.heading");
  const bar = h("progress", { max: 100, value: 0, "aria-label": text("wait.progress") });
  const label = h("p.phase");
  const trouble = h("p.notice", { hidden: true });
  const hint = h("p.hint", text("wait.leave"));
  const steps = entry("wait.steps").map((name) => h("li", name, h("span.visually-hidden")));
  const cancel = button(".link", text("wait.cancel"), async () => {
    try {
      await api.forget(id, own.accessKey);
      const profile = storage.profileOf(id);
      storage.dropSession(id);
      openAsk({ profile, seen: own.seen, notice: text("wait.cancelled") });
    } catch (error) {
      say(sentences(error).filter(Boolean).join(" "));
    }
  });
  show(heading, h("section.waiting",
    h("h1", heading), bar, label, trouble, h("ol", steps), hint, cancel));

  function say(sentence) {
    trouble.textContent = sentence;
    trouble.hidden = !sentence;
    announce(sentence);
  }
  let phase = null;
  return {
    onState(state) {
      bar.value = state.progress;
      label.textContent = [state.phaseLabel, state.phaseDetail].filter(Boolean).join(" · ");
      if (state.phase === phase) return;
      ({ phase } = state);
      announce(state.phaseLabel);
      steps.forEach((step, place) => {
        const current = STEP_OF_PHASE[phase] ?? 0;
        step.className = place < current ? "done" : place === current ? "current" : "next";
        step.lastChild.textContent = ` ${text(`wait.states.${step.className}`)}`;
      });
    },
    onTrouble(kind) {
      say(kind ? text(`wait.${kind}`) : "");
      if (!kind) announce(text("wait.back"));
    },
    takesLong: () => (hint.textContent = text("wait.long")),
  };
}

function resultScreen({ id, view, key }, own, result) {
  const { name } = result.recipe;
  const current = PANELS[view] ? view : "recipe";
  const tabs = Object.keys(PANELS).map((other) => h("a", {
    href: hashOf({ id, view: other, key }), "aria-current": other === current && "page",
  }, text(`result.views.${other}`)));
  const panels = Object.entries(PANELS).map(([other, panel]) =>
    h(`section.panel.${other}`, { hidden: other !== current },
      h("h2.visually-hidden", { "data-focus": shown === id && other === current },
        text(`result.views.${other}`)),
      panel({ id, key, result })));
  show(name,
    !own && h("p.notice", text("result.shared")),
    h("h1", name),
    facts(result.recipe),
    h("nav.tabs", { "aria-label": text("result.viewsLabel") }, tabs),
    panels,
    actions(id, own, result));
  shown = id;
}
