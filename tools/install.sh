#!/usr/bin/env bash
# Create .venv with everything for developing, and uv where there is none; `make install` runs it.
# Usage: UV=path bash tools/install.sh [uv]      with "uv", only uv is looked after
#
# It is the first thing that runs on a new machine, so it is plain bash, and says in one sentence what
# the machine lacks. What pip and uv say in their own words is shown only where it adds something.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stop() {
  echo "install: $*, then run this again" >&2
  exit 1
}

wanted=$(<.python-version)
how="(macOS: brew install python@$wanted; Debian and Ubuntu: apt install python$wanted; anywhere: \
uv python install $wanted, pyenv install $wanted, or https://www.python.org/downloads)"

# One at a time: the link points to the process that installs.
mkdir -p .local
if ! ln -s $$ .local/installing 2>/dev/null; then
  other=$(readlink .local/installing || true)
  if [[ -n $other ]] && kill -0 "$other" 2>/dev/null; then
    stop "another make installs here (process $other): wait until it has ended"
  fi
  ln -sfn $$ .local/installing
fi
trap 'rm -f .local/installing' EXIT

if ! command -v "$UV" >/dev/null; then
  python3 --version >/dev/null 2>&1 || stop "there is neither uv nor Python: install Python $wanted $how"
  python3 -m venv .local/uv >/dev/null 2>&1 ||
    stop "python3 cannot make virtual environments: install python3-venv (Debian and Ubuntu: apt install \
python3-venv), or uv (https://docs.astral.sh/uv)"
  .local/uv/bin/python -m pip install --quiet --require-hashes --requirement tools/uv.txt ||
    stop "pip could not install uv: see above, or install uv yourself (https://docs.astral.sh/uv)"
fi
if [[ ${1:-} == uv ]]; then exit; fi

if ! "$UV" python find --quiet --system --no-project "$wanted" >/dev/null 2>&1; then
  echo "install: Python $wanted is not on this machine: downloading it" >&2
  "$UV" python install --quiet "$wanted" 2>/dev/null ||
    stop "Python $wanted is missing, and cannot be downloaded: install it $how"
fi
"$UV" venv --quiet --clear --python "$wanted" .venv
"$UV" pip sync --quiet --require-hashes --python .venv/bin/python requirements.lock
editable=()
for package in packages/*; do editable+=(--editable "$package"); done
"$UV" pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python "${editable[@]}"
touch .venv/installed
