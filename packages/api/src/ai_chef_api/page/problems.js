// Screens and sentences for what went wrong.
import { NetworkError } from "./api.js";
import { button, h, icon, show } from "./dom.js";
import { text } from "./texts.js";

function inWords(seconds) {
  if (seconds < 90) return text("trouble.inSeconds", { count: seconds });
  if (seconds < 5400) return text("trouble.inMinutes", { count: Math.ceil(seconds / 60) });
  return text("trouble.inHours", { count: Math.ceil(seconds / 3600) });
}

/** Return what happened and what to do next. */
export function sentences(error) {
  if (error instanceof NetworkError) return [text("trouble.network")];
  if (error.status === undefined) console.error(error);
  const usual = error.status >= 500 ? "trouble.server" : "trouble.unexpected";
  return [error.detail ?? text(usual), error.retryAfter > 0 && inWords(error.retryAfter)];
}

function problemScreen(heading, lines, ...actions) {
  show(text(heading), h("section.message",
    icon("alert"),
    h("h1", text(heading)),
    lines.filter(Boolean).map((line) => h("p", line)),
    h("div.actions", actions)));
}

const home = (kind) => h(`a.button${kind}`, { href: "#" }, text("home"));

/** A request failed without which there is nothing to show. */
export const troubleScreen = (error, retry) =>
  problemScreen("trouble.heading", sentences(error), button(".primary", text("retry"), retry), home(""));

/** The session does not exist, or this browser may not see it: `gone.<why>`. */
export const goneScreen = (why) =>
  problemScreen("gone.heading", [text(`gone.${why}`)], home(".primary"));

/** The session failed; the ways on are [label, act], and may fail too. */
export function failureScreen(heading, id, { code, message }, ...ways) {
  const problem = h("p.problems", { role: "alert", hidden: true });
  const attempt = (act) => async () => {
    try {
      await act();
    } catch (error) {
      problem.textContent = sentences(error).filter(Boolean).join(" ");
      problem.hidden = false;
    }
  };
  problemScreen(
    heading,
    [message],
    problem,
    ways.filter(Boolean).map(([label, act], place) =>
      button(place ? "" : ".primary", label, attempt(act))),
    h("details.quiet",
      h("summary", text("failure.details")),
      h("p", `${text("failure.number")} ${id}`),
      h("p", `${text("failure.code")} ${code}`)),
  );
}
