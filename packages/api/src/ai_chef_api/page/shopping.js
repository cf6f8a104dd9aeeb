// The shopping list: what has to be bought, by shop, to tick off.
import * as storage from "./storage.js";
import { announce, button, copy, h } from "./dom.js";
import { packsOf } from "./costs.js";
import { text, won } from "./texts.js";

let current = { id: null, refresh: () => {} };

/** Another tab ticked something off. */
export function ticksChanged(id) {
  if (id === current.id) current.refresh();
}

/** Return [shop, lines] in the order of the recipe; what is from no shop comes last. */
function byShop(pricing) {
  const shops = new Map();
  for (const line of pricing.filter(({ atHome }) => !atHome)) {
    const shop = line.source === "naver" && !line.unpriced ? line.shop : "";
    shops.set(shop, [...(shops.get(shop) ?? []), line]);
  }
  return [...shops].sort(([one], [other]) => (one === "") - (other === ""));
}

const priceOf = (line) => (line.unpriced ? text("list.unpriced") : won(line.price));

export function shoppingPanel({ id, result: { recipe, pricing } }) {
  const shops = byShop(pricing);
  if (!shops.length) return h("p", text("list.empty"));
  const count = shops.flatMap(([, lines]) => lines).length;
  const progress = h("p.progress", { role: "status" });
  const said = h("p.hint", { role: "status" });
  const boxes = new Map();
  const refresh = () => {
    const ticked = storage.ticks(id);
    boxes.forEach((box, name) => (box.checked = ticked.includes(name)));
    progress.textContent = text("list.progress", { count, ticked: ticked.length });
  };
  const item = (line) => {
    const box = h("input", {
      type: "checkbox",
      onchange() {
        const others = storage.ticks(id).filter((name) => name !== line.name);
        storage.keepTicks(id, box.checked ? [...others, line.name] : others);
        refresh();
      },
    });
    boxes.set(line.name, box);
    return h("li",
      h("label", box, h("span", line.name,
        h("small", [line.product, packsOf(line)].filter(Boolean).join(" · "))),
      h("span.price", priceOf(line))),
      /^https?:/.test(line.link ?? "") && h("a", {
        href: line.link, target: "_blank", rel: "noopener noreferrer",
        "aria-label": text("list.linkOf", line),
      }, text("list.link")));
  };
  const content = h("div", shops.map(([shop, lines]) => h("section.card.shop",
    h("h3", h("span", shop || text("list.market")),
      h("small", won(lines.reduce((sum, { price = 0 }) => sum + price, 0)))),
    !shop && h("p.hint", text("list.marketHint")),
    h("ul", lines.map(item)))));
  refresh();
  current = { id, refresh };
  return [
    progress, content,
    h("div.actions",
      button("", text("list.copy"), async () => {
        said.textContent = text((await copy(asText(recipe.name, shops))) ? "list.copied" : "list.notCopied");
      }),
      button("", text("list.print"), () => print())),
    said,
  ];
}

const asText = (name, shops) => [name, ...shops.flatMap(([shop, lines]) => [
  "", `[${shop || text("list.market")}]`,
  ...lines.map((line) => `- ${[line.name, packsOf(line), priceOf(line)].filter(Boolean).join(" ")}`),
])].join("\n");
