// Timers: found in the text of a step, running on every screen, kept over a reload of this tab.
import * as storage from "./storage.js";
import { announce, button, h, icon } from "./dom.js";
import { entry, text } from "./texts.js";

const units = entry("timers.units");
const numbers = entry("timers.numbers");
const [longest] = Object.keys(units);
const TIME = new RegExp(
  `(?:(\\d+(?:\\.\\d+)?)(?:\\s*[~∼–-]\\s*\\d+)?|(${Object.keys(numbers).join("|")})(?=\\s*${longest}))` +
  `\\s*(${Object.keys(units).join("|")})(\\s*${entry("timers.half")}(?![가-힣]))?` +
  `(?!${entry("timers.notTime").join("|")})`, "g");

/** Return the times in a text as {time, seconds}; of "5~7분" the shorter, to look in good time. */
export function timesIn(step) {
  const found = [];
  let end = -1;
  for (const match of step.matchAll(TIME)) {
    const [time, digits, word, unit, half] = match;
    const seconds = (Number(digits ?? numbers[word]) + (half ? 0.5 : 0)) * units[unit];
    const last = found.at(-1);
    if (last && !step.slice(end, match.index).trim() && units[unit] < last.unit) {
      Object.assign(last, {
        time: `${last.time} ${time}`, seconds: last.seconds + seconds, unit: units[unit],
      });
    } else {
      found.push({ time, seconds, unit: units[unit] });
    }
    end = match.index + time.length;
  }
  return found.map(({ time, seconds }) => ({ time: time.trim(), seconds }));
}

let running = storage.timers();
let ticking = null;
let audio = null;

/** Start a timer; must be called by a person's act, or browsers keep it silent. */
export function startTimer(name, time, seconds) {
  audio ??= window.AudioContext && new AudioContext();
  running.push({ name, ends: Date.now() + seconds * 1000, over: false });
  announce(text("timers.started", { time }));
  resumeTimers();
}

export function resumeTimers() {
  draw();
  ticking ??= setInterval(tick, 500);
}

function tick() {
  for (const timer of running.filter(({ over, ends }) => !over && ends <= Date.now())) {
    timer.over = true;
    announce(text("timers.over", timer));
    ring();
    draw();
  }
  document.querySelectorAll("#timers time").forEach((clock, place) => {
    clock.textContent = remaining(running[place]);
  });
  if (!running.length) ticking = clearInterval(ticking) ?? null;
}

function remaining({ ends, over }) {
  if (over) return text("timers.end");
  const seconds = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((n) => String(n).padStart(2, "0"));
  return [...(seconds >= 3600 ? [Math.floor(seconds / 3600)] : []), ...parts].join(":");
}

function draw() {
  storage.keepTimers(running);
  const dock = document.getElementById("timers");
  dock.setAttribute("aria-label", text("timers.label"));
  dock.hidden = !running.length;
  dock.replaceChildren(...running.map((timer) => h(`p.${timer.over ? "over" : "runs"}`,
    icon("clock"), h("span", timer.name), h("time", remaining(timer)),
    button("", icon("x"), () => {
      running = running.filter((other) => other !== timer);
      draw();
    }, { "aria-label": text("timers.stop", timer) }))));
}

function ring() {
  navigator.vibrate?.([300, 150, 300, 150, 300]);
  for (const start of audio ? [0, 0.4, 0.8] : []) {
    const tone = audio.createOscillator();
    tone.connect(audio.destination);
    tone.start(audio.currentTime + start);
    tone.stop(audio.currentTime + start + 0.2);
  }
}
