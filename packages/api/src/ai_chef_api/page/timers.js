// Timers: found in a step, running on every screen, kept over a reload.
import * as storage from "./storage.js";
import { announce, button, entry, h, icon, t } from "./dom.js";

const { units, numbers, half, notTime } = entry("timers");
const any = (words) => Object.keys(words).join("|");
const TIME = new RegExp(
	`(?:(\\d+(?:\\.\\d+)?)(?:\\s*[~∼–-]\\s*\\d+)?|(${any(numbers)})(?=\\s*${Object.keys(units)[0]}))` +
	`\\s*(${any(units)})(\\s*${half}(?![가-힣]))?(?!${notTime.join("|")})`, "g");

/** Return the times in a text as {time, seconds}; the shorter of a range. */
export function timesIn(step) {
	const found = [];
	for (const { 0: time, 1: digits, 2: word, 3: unit, 4: more, index } of step.matchAll(TIME)) {
		const seconds = (Number(digits ?? numbers[word]) + (more ? 0.5 : 0)) * units[unit];
		const last = found.at(-1);
		if (last && units[unit] < last.unit && !step.slice(last.end, index).trim()) {
			found.pop();
			found.push({ time: `${last.time} ${time}`, seconds: last.seconds + seconds });
		} else {
			found.push({ time, seconds, unit: units[unit], end: index + time.length });
		}
	}
	return found.map(({ time, seconds }) => ({ time: time.trim(), seconds }));
}

let running = storage.timers();
let ticking;
let audio;

export function startTimer(name, time, seconds) {
	audio ??= window.AudioContext && new AudioContext();
	running.push({ name, ends: Date.now() + seconds * 1000 });
	announce(t("timers.started", { time }));
	resumeTimers();
}

export function resumeTimers() {
	draw();
	ticking ??= setInterval(tick, 500);
}

function tick() {
	for (const timer of running.filter(({ over, ends }) => !over && ends <= Date.now())) {
		timer.over = true;
		announce(t("timers.over", timer));
		ring();
		draw();
	}
	document.querySelectorAll("#timers time").forEach((clock, place) => {
		clock.textContent = remaining(running[place]);
	});
}

function remaining({ ends, over }) {
	if (over) return t("timers.end");
	const left = Math.max(0, Math.ceil((ends - Date.now()) / 1000));
	return new Date(left * 1000).toISOString().slice(left < 3600 ? 14 : 11, 19);
}

function draw() {
	storage.keepTimers(running);
	const dock = document.getElementById("timers");
	dock.ariaLabel = t("timers.label");
	dock.hidden = !running.length;
	dock.replaceChildren(...running.map((timer) => h("p", icon("clock"), h("span", timer.name),
		h("time", { class: timer.over && "over" }, remaining(timer)),
		button("", icon("x"), () => {
			running = running.filter((other) => other !== timer);
			draw();
		}, { "aria-label": t("timers.stop", timer) }))));
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
