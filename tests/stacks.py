"""The stacks that tests run on: the real root module on a local AWS of its own."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ai_chef_testing.repository import copy_repository
from ai_chef_testing.stack.applied import Applied, apply
from tools.deploy.terraform import local_environment
from tools.local_aws import server
from tools.shared_zips import share_zips


@contextmanager
def stack(
    folder: Path,
    *,
    settings: dict[str, Any] | None = None,
    endpoint: server.Endpoint | None = None,
    **emulator: Any,
) -> Iterator[Applied]:
    """Apply a copy of the repository; stop its local AWS when the block ends.

    Parameters
    ----------
    settings
        Terraform variables beside those of ``envs/local.tfvars``.
    endpoint
        A local AWS that runs already, and goes on running; by default one is started.
    emulator
        How to start it: options of `tools.local_aws.server.start`.
    """
    running = endpoint or server.start(folder / "aws", **emulator)
    try:
        root = share_zips(copy_repository(folder / "repository")) / "terraform"
        files = ["envs/local.tfvars"]
        if settings:
            (root / "test.tfvars.json").write_text(json.dumps(settings))
            files.append("test.tfvars.json")
        yield apply(root, folder / "work", running.url, local_environment(running), files)
    finally:
        if endpoint is None:
            server.stop(running)
