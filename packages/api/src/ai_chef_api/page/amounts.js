// Amounts as a cook says them: ¼개, 반 모, 1½큰술. The card does the same (figures.py).
import { t } from "./texts.js";

const METRIC = ["g", "kg", "mg", "ml", "L", "oz", "lb"];
const WHOLE_ONLY = ["꼬집", "줌"];
const STEPS = [[0, ""], [1 / 4, "¼"], [1 / 3, "⅓"], [1 / 2, "½"], [2 / 3, "⅔"], [3 / 4, "¾"], [1, ""]];
const SMALLEST = [1 / 8, "⅛"];
const HALVES_FROM = 3;
const WHOLE_FROM = 10;

function metric(value) {
	if (value >= WHOLE_FROM) return Math.round(value).toLocaleString("ko-KR");
	return String(value >= 0.5 ? Math.round(value * 10) / 10 : value);
}

/** Return whole units, and the sign of the fraction beside them that is nearest to a value. */
function parts(value) {
	if (value >= WHOLE_FROM) return [Math.round(value), ""];
	const whole = Math.floor(value);
	if (value >= HALVES_FROM) {
		const halves = Math.round(value * 2);
		return [Math.floor(halves / 2), halves % 2 ? "½" : ""];
	}
	const steps = whole ? STEPS : [SMALLEST, ...STEPS.slice(1)];
	const [step, sign] = steps.reduce((best, next) =>
		(Math.abs(value - whole - next[0]) < Math.abs(value - whole - best[0]) ? next : best));
	return [step === 1 ? whole + 1 : whole, sign];
}

export function amountOf({ amount, unit }) {
	const value = Number(amount);
	if (METRIC.includes(unit)) return `${metric(value)} ${unit}`;
	if (WHOLE_ONLY.includes(unit)) return `${Math.max(1, Math.round(value))}${unit}`;
	const [whole, fraction] = parts(value);
	if (fraction === "½" && !whole) return t("recipe.half", { unit });
	return `${whole || ""}${fraction}${unit}`;
}
