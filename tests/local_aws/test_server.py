"""Starting and stopping the local AWS."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Timer
from time import sleep

import pytest

from tools.build_package import ROOT
from tools.local_aws import __main__ as program
from tools.local_aws import checkout, server
from tools.local_aws.server import LocalAwsError


def test_a_taken_port_is_told_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(LocalAwsError, match=rf"port {port} .* is taken.*PORT="):
            server.start(tmp_path / "aws", port=port)


def test_it_listens_on_the_loopback_address_only_and_stops_without_a_trace(tmp_path: Path) -> None:
    endpoint = server.start(tmp_path / "aws")
    file = tmp_path / "aws.json"
    server.save(endpoint, file)
    try:
        assert server.load(file) == endpoint
        assert endpoint.url.startswith("http://127.0.0.1:")
        port = int(endpoint.url.rsplit(":", 1)[1])
        listening = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
        assert f"00000000:{port:04X}" not in listening
    finally:
        server.stop(endpoint)

    assert not server.is_healthy(endpoint)
    assert server.load(file) is None
    with pytest.raises(ProcessLookupError):
        os.killpg(endpoint.pid, signal.SIGCONT)
    assert sorted(path.name for path in (tmp_path / "aws").iterdir()) == ["emulator.log"]


def test_two_run_side_by_side_on_free_ports(tmp_path: Path, local_aws: server.Endpoint) -> None:
    endpoint = server.start(tmp_path / "aws")
    try:
        assert endpoint.url != local_aws.url
        assert server.is_healthy(local_aws)
    finally:
        server.stop(endpoint)


STARTER = """
import sys, time
from pathlib import Path
from tools.local_aws import __main__ as program
from tools.local_aws import checkout, server
endpoint = server.start(Path(sys.argv[1]), outlives_starter=sys.argv[2] == "True")
server.save(endpoint, Path(sys.argv[3]))
print(endpoint.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("outlives", [False, True], ids=["of a test", "of make up"])
def test_a_killed_starter_takes_its_emulator_along_unless_it_is_to_stay(
    tmp_path: Path, outlives: bool
) -> None:
    file = tmp_path / "aws.json"
    command = [sys.executable, "-c", STARTER, str(tmp_path / "aws"), str(outlives), str(file)]
    starter = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert starter.stdout is not None
    with starter.stdout:
        assert starter.stdout.readline()
    endpoint = server.load(file)
    assert endpoint is not None

    starter.kill()
    starter.wait()

    try:
        for _ in range(20 if outlives else 200):
            if not server.is_healthy(endpoint):
                break
            sleep(0.05)
        assert server.is_healthy(endpoint) is outlives
    finally:
        server.stop(endpoint)


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """Run somebody else's process, in a group of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True
    )
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize("columns", ["20", "200"])
def test_make_down_ends_its_own_emulator_and_nobody_elses_process(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stranger: subprocess.Popen[bytes],
    local_aws: server.Endpoint,
    columns: str,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)  # ps would cut what it shows
    file = tmp_path / "aws.json"
    for module in (program, checkout):
        monkeypatch.setattr(module, "ENDPOINT_FILE", file)

    # A process id that was given anew to somebody else.
    server.save(replace(local_aws, pid=stranger.pid), file)
    program.down()

    assert stranger.poll() is None
    assert server.is_healthy(local_aws)
    assert not file.exists()

    own = server.start(tmp_path / "aws")
    server.save(own, file)
    assert server.is_ours(own)
    program.down()
    assert not server.is_healthy(own)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"url": "http://127.0.0.1:1"}', "[" * 100_000,
                '{"url": 1, "pid": "x", "folder": null}'],
)  # fmt: skip
def test_a_broken_file_is_no_local_aws(tmp_path: Path, content: str) -> None:
    file = tmp_path / "aws.json"
    file.write_text(content)

    assert server.load(file) is None
    assert server.remembered(file) is None


def test_the_pinned_emulator_is_the_one_that_is_patched() -> None:
    pinned = server.LOCK.read_text()

    assert f"ministack=={_patched_version()}" in pinned


def _patched_version() -> str:
    text = (ROOT / "tools/local_aws/patches/__init__.py").read_text()
    return text.split('PATCHED_VERSION = "')[1].split('"')[0]


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give `make up` and `make down` a folder of the test's own; return the file that remembers."""
    file = tmp_path / "aws.json"
    for module in (program, checkout):
        monkeypatch.setattr(module, "ENDPOINT_FILE", file)
    monkeypatch.setattr(program, "FOLDER", tmp_path / "aws")
    monkeypatch.setattr(checkout, "LOCK_FILE", tmp_path / "aws.lock")
    monkeypatch.setattr(server, "HANGS_AFTER_SECONDS", 1)
    yield file
    program.down()


def remembered(file: Path) -> server.Endpoint:
    endpoint = server.remembered(file)
    assert endpoint is not None
    return endpoint


def test_one_that_lives_and_does_not_answer_is_told_restarted_and_stopped(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program.up(None, None)
    hanging = remembered(ours)
    os.killpg(hanging.pid, signal.SIGSTOP)

    with pytest.raises(LocalAwsError, match=r"does not answer: `make up` starts it anew"):
        checkout.required()
    capsys.readouterr()
    program.up(None, None)

    assert "did not answer: stopped; its earlier sessions are gone" in capsys.readouterr().out
    assert checkout.required().pid != hanging.pid
    with pytest.raises(ProcessLookupError):
        os.killpg(hanging.pid, signal.SIGCONT)

    again = remembered(ours)
    os.killpg(again.pid, signal.SIGSTOP)
    program.down()

    with pytest.raises(ProcessLookupError):
        os.killpg(again.pid, signal.SIGCONT)


def test_another_model_restarts_it_and_says_that_earlier_sessions_go(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program.up(None, None)
    program.up(None, None)
    assert "already runs" in capsys.readouterr().out

    program.up(None, "http://127.0.0.1:9")

    said = capsys.readouterr().out
    assert "Bedrock is to answer through another model: its earlier sessions are gone" in said
    assert remembered(ours).model_url == "http://127.0.0.1:9"


def test_a_second_make_up_waits_for_the_first(
    ours: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = ours.with_name("aws.lock")
    holder = (
        "import fcntl, sys\n"
        "held = open(sys.argv[1], 'w')\n"
        "fcntl.flock(held, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline()
        Timer(0.5, first.stdin.close).start()

        with checkout.alone():
            assert first.wait() == 0

    assert "waiting: another make" in capsys.readouterr().err
