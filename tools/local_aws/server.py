"""One emulator process: start it on a port, wait until it is healthy, stop it by its pid."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from tools import environments
from tools.build_package import ROOT
from tools.local_aws import ENDS_WITH_STARTER

REGION = "ap-northeast-2"
HEALTHY_WITHIN_SECONDS = 30
STOPPED_WITHIN_SECONDS = 10
HANGS_AFTER_SECONDS = 20
"""A busy emulator on a busy machine answers late: only one that is silent for so long hangs."""

MODEL_ANSWERS_WITHIN_SECONDS = 115
"""A little less than `make demo` has the recipe step wait (ASK_MODEL in the Makefile): a model that is
given up must not go on in the background."""

LAUNCHER = ROOT / "tools" / "local_aws" / "launcher.py"
LOCK = ROOT / "tools" / "local_aws" / "requirements.txt"


_started: list[subprocess.Popen[bytes]] = []
"""Processes started here, kept so that they are not taken for forgotten ones while they run."""


class LocalAwsError(Exception):
    """What went wrong with the local AWS and what to do about it."""


@dataclass(frozen=True)
class Endpoint:
    """A running local AWS: where it listens, the process to stop, and the model behind Bedrock."""

    url: str
    pid: int
    folder: str
    model_url: str | None = None

    def environment(self) -> dict[str, str]:
        """Return the variables with which boto3, Terraform and the CLI reach it, and only it."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",  # pragma: allowlist secret
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",
            "AWS_EC2_METADATA_DISABLED": "true",
        }


def install() -> Path:
    """Create the emulator's environment from its hashed lock, once; return its Python."""
    return environments.install("emulator", LOCK) / "python"


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_taken(port: int) -> bool:
    """Tell whether something listens on the port of 127.0.0.1."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def start(
    folder: Path,
    *,
    port: int | None = None,
    model_url: str | None = None,
    functions_reach: str | None = None,
    enforce_iam: bool = True,
    outlives_starter: bool = False,
) -> Endpoint:
    """Start an emulator that keeps its files under `folder`.

    Parameters
    ----------
    folder
        Emptied first; holds state, unpacked functions and ``emulator.log``.
    port
        Port of 127.0.0.1; a free one if None.
    model_url
        An OpenAI-compatible server (without ``/v1``) that answers for models on Bedrock.
    functions_reach
        URL at which the Lambdas find AWS, e.g. a proxy before it; the emulator itself if None.
    enforce_iam
        Whether roles may do only what their policies allow. Requests through a proxy are signed for
        the proxy's address, which the emulator takes for a forgery.
    outlives_starter
        Whether it goes on after the process that starts it, until `stop`. Otherwise it ends with that
        process, however that ends: a killed test run leaves nothing behind.

    Raises
    ------
    LocalAwsError
        The port is taken, or the emulator ended or did not become healthy in time.
    """
    if port is not None and is_taken(port):
        raise LocalAwsError(
            f"port {port} of 127.0.0.1 is taken by another program: stop that program, or choose "
            "another port with `make up PORT=…` (without PORT a free one is found)"
        )
    chosen = port or free_port()
    python = install()
    shutil.rmtree(folder, ignore_errors=True)
    folders = {name: folder / name for name in ("state", "s3", "tmp")}
    for made in folders.values():
        made.mkdir(parents=True)
    inherited = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("AWS_", "MINISTACK_")) and key not in ("PYTHONPATH", "VIRTUAL_ENV")
    }
    lifeline, held = (subprocess.DEVNULL, None) if outlives_starter else os.pipe()
    with (folder / "emulator.log").open("wb") as log:
        process = subprocess.Popen(
            [str(python), str(LAUNCHER)],
            cwd=folder,
            env=inherited
            | {
                "GATEWAY_PORT": str(chosen),
                "BIND_HOST": "127.0.0.1",
                "IOT_MTLS_ENABLED": "0",
                "AUTH": "true" if enforce_iam else "false",
                "STATE_DIR": str(folders["state"]),
                "S3_DATA_DIR": str(folders["s3"]),
                "TMPDIR": str(folders["tmp"]),
            }
            | (model_variables(model_url) if model_url else {})
            | ({"AWS_ENDPOINT_URL": functions_reach} if functions_reach else {})
            | ({ENDS_WITH_STARTER: "1"} if held is not None else {}),
            stdin=lifeline,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    if held is not None:
        os.close(lifeline)  # `held` stays open: this process closes it by ending
    _started.append(process)
    endpoint = Endpoint(f"http://127.0.0.1:{chosen}", process.pid, str(folder), model_url)
    try:
        _wait_until_healthy(endpoint, process)
    except LocalAwsError:
        stop(endpoint)
        raise
    return endpoint


def model_variables(model_url: str) -> dict[str, str]:
    """Return what sends Bedrock's requests on to `model_url`."""
    return {
        "MINISTACK_BEDROCK_PROXY_URL": model_url.rstrip("/").removesuffix("/v1"),
        "MINISTACK_BEDROCK_PROXY_TIMEOUT_SECONDS": str(MODEL_ANSWERS_WITHIN_SECONDS),
    }


def is_healthy(endpoint: Endpoint) -> bool:
    """Tell whether the emulator answers its health check."""
    try:
        health = f"{endpoint.url}/_ministack/health"
        with urllib.request.urlopen(health, timeout=2) as answer:  # noqa: S310 - our own URL
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def answers(endpoint: Endpoint) -> bool:
    """Tell whether the emulator answers its health check, if need be after a while."""
    deadline = time.monotonic() + HANGS_AFTER_SECONDS
    while not is_healthy(endpoint):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def stop(endpoint: Endpoint) -> None:
    """Stop the emulator and its workers by their process group, and delete what they unpacked.

    Suspended processes are woken: they would not hear that they are to end.
    """
    for sent in (signal.SIGTERM, signal.SIGKILL):
        if not _signal_group(endpoint.pid, sent):
            break
        _signal_group(endpoint.pid, signal.SIGCONT)
        if _gone(endpoint.pid):
            break
    for name in ("state", "s3", "tmp"):
        shutil.rmtree(Path(endpoint.folder) / name, ignore_errors=True)


def save(endpoint: Endpoint, file: Path) -> None:
    """Remember `endpoint` in `file`, where the `ai-chef` command and other tools find it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(endpoint), indent=2) + "\n")


def load(file: Path) -> Endpoint | None:
    """Return the endpoint remembered in `file`, if its process still lives and answers."""
    endpoint = remembered(file)
    return endpoint if endpoint and is_healthy(endpoint) else None


def remembered(file: Path) -> Endpoint | None:
    """Return the endpoint remembered in `file`, whether it runs or not; None if it holds none."""
    try:
        endpoint = Endpoint(**json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, RecursionError, TypeError):
        return None
    is_sound = isinstance(endpoint.url, str) and isinstance(endpoint.pid, int)
    return endpoint if is_sound and isinstance(endpoint.folder, str) else None


def is_ours(endpoint: Endpoint) -> bool:
    """Tell whether the process that is remembered is still the emulator of this checkout.

    A process id is given anew after a restart, and then to anybody's process.
    """
    shown = subprocess.run(
        ["ps", "-ww", "-o", "pgid=,command=", "-p", str(endpoint.pid)],
        capture_output=True, text=True, check=False,
    ).stdout.split(maxsplit=1)  # fmt: skip
    return len(shown) == 2 and shown[0] == str(endpoint.pid) and str(LAUNCHER) in shown[1]


def _wait_until_healthy(endpoint: Endpoint, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + HEALTHY_WITHIN_SECONDS
    log = Path(endpoint.folder) / "emulator.log"
    while time.monotonic() < deadline:
        if process.poll() is not None:
            tail = log.read_text(errors="replace")[-2000:]
            raise LocalAwsError(f"the local AWS ended at once; its last words:\n{tail}")
        if is_healthy(endpoint):
            return
        time.sleep(0.05)
    raise LocalAwsError(
        f"the local AWS did not answer within {HEALTHY_WITHIN_SECONDS} s: see {log}"
    )


def _signal_group(pid: int, sent: signal.Signals) -> bool:
    try:
        os.killpg(pid, sent)
    except ProcessLookupError:
        return False
    return True


def _gone(pid: int) -> bool:
    deadline = time.monotonic() + STOPPED_WITHIN_SECONDS
    while time.monotonic() < deadline:
        for process in _started:  # a child of this very process stays until it is looked at
            process.poll()
        try:
            os.killpg(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
