// The fragment of the address, which never reaches a server:
//   #                     ask
//   #s=<id>&v=<view>      a session; its key stands in storage
//   #s=<id>&k=<read key>  a shared result
//   …&v=cook&n=<step>     a step in cook mode

export function currentRoute() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  return {
    id: fragment.get("s"),
    view: fragment.get("v") ?? "recipe",
    key: fragment.get("k"),
    step: Number(fragment.get("n")) || 1,
  };
}

export function hashOf({ id, view, key, step }) {
  const fragment = new URLSearchParams();
  if (id) fragment.set("s", id);
  if (view && view !== "recipe") fragment.set("v", view);
  if (key) fragment.set("k", key);
  if (step > 1) fragment.set("n", step);
  return `#${fragment}`;
}

/** Show another screen, also if the address stays as it is. */
export function go(route) {
  history.pushState(null, "", hashOf(route));
  dispatchEvent(new HashChangeEvent("hashchange"));
}
