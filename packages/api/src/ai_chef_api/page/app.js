// Where the page begins: the fragment says which screen is shown.
import { askScreen } from "./ask.js";
import { goneScreen, troubleScreen } from "./problems.js";
import { currentRoute } from "./route.js";
import { sessionScreen } from "./session.js";
import { onForgottenElsewhere } from "./storage.js";
import { t } from "./texts.js";
import { resumeTimers } from "./timers.js";

let leaving = new AbortController();

async function render() {
	leaving.abort();
	leaving = new AbortController();
	const { signal } = leaving;
	const route = currentRoute();
	try {
		await (route.id ? sessionScreen(route, signal) : askScreen(signal));
	} catch (error) {
		if (!signal.aborted) troubleScreen(error, render);
	}
}

document.querySelector("footer").append(t("disclaimer"));
addEventListener("hashchange", render);
onForgottenElsewhere((id) => {
	if (id !== currentRoute().id) return;
	leaving.abort();
	goneScreen("elsewhere");
});
resumeTimers();
render();
