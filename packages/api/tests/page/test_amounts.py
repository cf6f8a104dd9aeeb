"""The page says amounts as a cook does, and as the card of the command does."""

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from ai_chef_testing.amounts import SAID

STUBS = {
    "api.js": "export const options = null;",
    "route.js": "export const hashOf = null;",
    "dom.js": """
import { readFileSync } from "node:fs";
const texts = JSON.parse(readFileSync("texts.json"));
export const entry = (path) => path.split(".").reduce((here, name) => here[name], texts);
export const fill = null, h = null, outward = null, t = null;
""",
}
"""What the module imports beside its own texts: it is loaded without a browser."""

SAY = """
import { amountOf } from "./recipe.js";
const given = JSON.parse(process.argv[2]);
console.log(JSON.stringify(given.map(([amount, unit]) => amountOf({ amount, unit }))));
"""


def test_the_page_says_amounts_as_the_card_does(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs Node.js")
    page = files("ai_chef_api").joinpath("page")
    own = {name: page.joinpath(name).read_text("utf-8") for name in ("recipe.js", "texts.json")}
    for name, content in (own | STUBS | {"say.mjs": SAY}).items():
        (tmp_path / name).write_text(content, "utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    given = json.dumps([[value, unit] for value, unit, _ in SAID])

    done = subprocess.run(
        [node, "say.mjs", given], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout) == [said for _, _, said in SAID]
