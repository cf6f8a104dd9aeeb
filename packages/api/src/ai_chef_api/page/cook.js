// Cook mode: one step at a time in large type, the screen kept on, timers at hand.
import { button, focus, h, icon, show } from "./dom.js";
import { amountOf, stepTimes } from "./recipe.js";
import { go, hashOf } from "./route.js";
import { text } from "./texts.js";
import { startTimer, timesIn } from "./timers.js";

export function cookScreen({ id, key, step }, recipe, signal) {
  const { steps, ingredients, stepMinutes = [] } = recipe;
  const back = { id, key };
  const heading = h("h1");
  const body = h("div.step");
  const progress = h("progress", { max: steps.length, "aria-hidden": "true" });
  const previous = button("", text("cook.previous"), () => move(-1));
  const next = button(".primary", "", () => move(1));
  const awake = h("p.hint");
  let now = Math.min(Math.max(step, 1), steps.length) - 1;

  function move(by) {
    if (now + by < 0) return;
    if (now + by >= steps.length) {
      go(back);
      return;
    }
    now += by;
    history.replaceState(null, "", hashOf({ ...back, view: "cook", step: now + 1 }));
    draw();
    scrollTo(0, 0);
    focus(heading);
  }

  function draw() {
    const words = steps[now];
    const times = timesIn(words);
    const { waiting } = stepMinutes[now] ?? {};
    if (waiting > 0 && !times.length) {
      times.push({ time: text("minutes", { count: waiting }), seconds: waiting * 60 });
    }
    const lines = (list) => h("ul.rows", list.map((line) =>
      h("li", h("span", line.name), h("span", amountOf(line)))));
    const needed = ingredients.filter(({ name }) => words.includes(name));
    heading.replaceChildren(text("cook.step", { step: now + 1 }), " ",
      h("small", `/ ${steps.length}`));
    body.replaceChildren(...[
      h("p.words", words),
      stepTimes(stepMinutes[now]) && h("p.hint", stepTimes(stepMinutes[now])),
      ...times.map(({ time, seconds }) => button(".timer", [icon("clock"), text("cook.timer", { time })],
        () => startTimer(text("timers.name", { step: now + 1, time }), time, seconds))),
      needed.length > 0 && lines(needed),
      h("details.quiet", h("summary", text("recipe.ingredients")), lines(ingredients)),
    ].filter(Boolean));
    progress.value = now + 1;
    previous.disabled = now === 0;
    next.textContent = text(now + 1 < steps.length ? "cook.next" : "cook.finish");
  }

  draw();
  show(recipe.name, h("section.cooking",
    h("a.link", { href: hashOf(back) }, icon("back"), text("cook.leave")),
    progress, heading, body, h("div.bar", previous, next), awake));
  addEventListener("keydown", ({ key: pressed }) => {
    if (pressed === "ArrowRight" && now + 1 < steps.length) move(1);
    if (pressed === "ArrowLeft") move(-1);
  }, { signal });
  keepAwake(signal, (sentence) => (awake.textContent = text(sentence)));
}

/** Keep the screen on until the signal; browsers let go of it whenever the page is hidden. */
function keepAwake(signal, say) {
  let lock = null;
  const ask = async () => {
    if (document.hidden) return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (signal.aborted) lock.release();
      say("cook.awake");
    } catch {
      say("cook.notAwake"); // not offered by this browser, or refused to save the battery
    }
  };
  document.addEventListener("visibilitychange", ask, { signal });
  signal.addEventListener("abort", () => lock?.release());
  ask();
}
