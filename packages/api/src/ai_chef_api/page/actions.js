// What a person can do with a result: another one, prices anew, share, forget.
import * as api from "./api.js";
import * as storage from "./storage.js";
import { openAsk, startSession } from "./ask.js";
import { announce, button, copy, dialog, h } from "./dom.js";
import { sentences } from "./problems.js";
import { go, hashOf } from "./route.js";
import { text } from "./texts.js";

const MOST_SEEN = 20; // profile.notAgain holds no more
let repricing = {}; // the same wish sent again is the same session

/** Return the section for a result; whoever holds only its read key can but start an own one. */
export function actions(id, own, { recipe }) {
  if (!own) return h("section.more", h("a.button.primary", { href: "#" }, text("more.own")));
  const problem = h("p.problems", { role: "alert", hidden: true });
  const attempt = (act) => async () => {
    problem.hidden = true;
    announce(text("sending"));
    try {
      await act();
    } catch (error) {
      problem.textContent = sentences(error).filter(Boolean).join(" ");
      problem.hidden = false;
    }
  };
  const action = (name, act) =>
    button("", [h("strong", text(`more.${name}`)), h("small", text(`more.${name}Hint`))], act);
  return h("section.more",
    h("h2", text("more.heading")),
    problem,
    h("div.tiles",
      action("another", attempt(() => another(id, own, recipe.name))),
      action("reprice", attempt(() => reprice(id))),
      action("share", () => share(id, own, recipe.name)),
      action("forget", () => forget(id, own))));
}

async function another(id, { seen = [] }, name) {
  const all = [...new Set([...seen, name])].slice(-MOST_SEEN);
  const profile = storage.profileOf(id);
  if (profile) await startSession(profile, all);
  else openAsk({ seen: all, notice: text("ask.lost") });
}

/** Price a recipe anew, in a session of its own that remembers where it comes from. */
export async function reprice(id) {
  const { accessKey, seen } = storage.session(id);
  if (repricing.id !== id) repricing = { id, once: api.newKey() };
  const started = await api.reprice(id, accessKey, repricing.once);
  repricing = {};
  storage.addSession(started, storage.profileOf(id), { seen, from: id });
  go({ id: started.sessionId });
}

function share(id, { readKey }, name) {
  const url = new URL(hashOf({ id, key: readKey }), location.href).href;
  const said = h("p", { role: "status" });
  const box = dialog(text("more.shareTitle"),
    h("p", text("more.shareText")),
    h("label", { for: "share-link" }, text("more.shareLink")),
    h("input#share-link", { readonly: true, value: url, onfocus: ({ target }) => target.select() }),
    said,
    h("div.actions",
      button(".primary", text("more.shareCopy"), async () => {
        said.textContent = text((await copy(url)) ? "more.shareCopied" : "list.notCopied");
      }),
      navigator.share && button("", text("more.shareSend"), () =>
        navigator.share({ title: name, url }).catch(() => {})), // closed without choosing
      button("", text("close"), () => box.close())));
}

function forget(id, { accessKey }) {
  const problem = h("p.problems", { role: "alert", hidden: true });
  const box = dialog(text("more.forgetTitle"),
    h("p", text("more.forgetText")),
    problem,
    h("div.actions",
      button(".danger", text("more.forgetConfirm"), async () => {
        try {
          await api.forget(id, accessKey);
          storage.dropSession(id);
          box.close();
          openAsk({ notice: text("more.forgotten") });
        } catch (error) {
          problem.textContent = sentences(error).filter(Boolean).join(" ");
          problem.hidden = false;
        }
      }),
      button("", text("cancel"), () => box.close())));
}
