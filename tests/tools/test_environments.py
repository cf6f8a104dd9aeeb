"""Environments of their own are installed by one process at a time."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tools import environments


def test_whoever_asks_while_it_is_being_installed_waits_and_installs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.txt"
    lock.write_text("a==1\n", "utf-8")
    installed: list[Path] = []

    def install(folder: Path, *_: object) -> None:
        installed.append(folder)
        time.sleep(0.05)  # the others come meanwhile
        folder.mkdir()

    monkeypatch.setattr(environments, "ROOT", tmp_path)
    monkeypatch.setattr(environments, "_install", install)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: environments.install("emulator", lock), range(4)))

    assert installed == [tmp_path / ".local" / "emulator"]
    assert set(found) == {tmp_path / ".local" / "emulator" / "bin"}


def test_another_lock_is_installed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "requirements.txt"
    installed: list[str] = []

    def install(folder: Path, read: Path, *_: object) -> None:
        installed.append(read.read_text("utf-8"))
        folder.mkdir(exist_ok=True)

    monkeypatch.setattr(environments, "ROOT", tmp_path)
    monkeypatch.setattr(environments, "_install", install)

    for text in ("a==1\n", "a==1\n", "a==2\n"):
        lock.write_text(text, "utf-8")
        environments.install("emulator", lock)

    assert installed == ["a==1\n", "a==2\n"]
