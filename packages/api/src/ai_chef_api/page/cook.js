// Cook mode: one step at a time, the screen kept on, timers at hand.
import { button, fill, focus, h, icon, pick, show, t } from "./dom.js";
import { ingredientRows, stepTimes } from "./recipe.js";
import { go, hashOf } from "./route.js";
import { startTimer, timesIn } from "./timers.js";

export function cookScreen({ id, key, step }, { name, steps, ingredients, stepMinutes = [] }, signal) {
	const screen = fill("cook", {
		leave: { href: hashOf({ id, key }) },
		progress: { max: steps.length },
		previous: { onclick: () => move(-1) },
		next: { onclick: () => move(1) },
		ingredients: ingredientRows(ingredients),
	});
	const [heading, body, progress, previous, next, awake] =
		pick(screen, "h1", ".step", "progress", "button", ".primary", ".awake");
	let now = Math.min(step, steps.length) - 1;

	function move(by) {
		if (now + by === steps.length) {
			go({ id, key });
			return;
		}
		now = Math.max(0, now + by);
		history.replaceState(null, "", hashOf({ id, key, view: "cook", step: now + 1 }));
		draw();
		scrollTo(0, 0);
		focus(heading);
	}

	function draw() {
		const words = steps[now];
		const times = timesIn(words);
		const { waiting } = stepMinutes[now] ?? {};
		if (waiting > 0 && !times.length) {
			times.push({ time: t("minutes", { count: waiting }), seconds: waiting * 60 });
		}
		const number = { step: now + 1 };
		const timer = ({ time, seconds }) => button(".timer", [icon("clock"), t("cook.timer", { time })],
			() => startTimer(t("timers.name", { ...number, time }), time, seconds));
		heading.replaceChildren(t("cook.step", number), h("small", ` / ${steps.length}`));
		body.replaceChildren(
			h("p.words", words),
			h("p.hint", stepTimes(stepMinutes[now])),
			...times.map(timer),
			h("ul.rows", ingredientRows(ingredients.filter((line) => words.includes(line.name)))));
		progress.value = now + 1;
		previous.disabled = now === 0;
		next.textContent = t(now + 1 < steps.length ? "cook.next" : "cook.finish");
	}

	draw();
	show(name, screen);
	addEventListener("keydown", (event) => {
		if (event.key === "ArrowRight" && now + 1 < steps.length) move(1);
		if (event.key === "ArrowLeft") move(-1);
	}, { signal });
	keepAwake(signal, awake);
}

/** Keep the screen on until the signal; a hidden page loses the lock. */
function keepAwake(signal, line) {
	let lock;
	const ask = async () => {
		if (document.hidden) return;
		try {
			lock = await navigator.wakeLock.request("screen");
			if (signal.aborted) lock.release();
			line.textContent = t("cook.awake");
		} catch {
			line.textContent = t("cook.notAwake");
		}
	};
	document.addEventListener("visibilitychange", ask, { signal });
	signal.addEventListener("abort", () => lock?.release());
	ask();
}
