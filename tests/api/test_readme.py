"""The poller of the README, as somebody would paste it into a shell."""

import os
import shutil
import subprocess
from pathlib import Path

from ai_chef_testing.repository import ROOT
from ai_chef_testing.stack.deployed import Deployed

LINES = 20


def poller() -> str:
    readme = (ROOT / "README.md").read_text("utf-8")
    (block,) = [part for part in readme.split("```sh\n")[1:] if part.startswith("API=")]
    return block.split("```", 1)[0]


def test_the_poller_of_the_readme_is_short_and_cooks(deployed: Deployed, tmp_path: Path) -> None:
    script = poller()
    assert len(script.splitlines()) <= LINES
    assert all(map(shutil.which, ("bash", "curl", "jq"))), "install curl and jq"
    command = tmp_path / ".venv" / "bin" / "ai-chef"
    command.parent.mkdir(parents=True)
    command.write_text(f"#!/bin/sh\necho '{deployed.api_url}/'\n")
    command.chmod(0o755)

    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env=os.environ | {"no_proxy": "127.0.0.1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stderr
    assert "100% 완료" in done.stderr
    assert done.stdout.rstrip().endswith("원")
    assert len(done.stdout.splitlines()) > 2
