"""Run Terraform for one environment: offline providers, backend, variables, local AWS.

Usage: python -m tools.deploy.terraform {plan,apply,destroy} ENV [--brief] [-- terraform options]
       python -m tools.deploy.terraform validate

With a registry in reach nothing special is needed. Without one, a filesystem mirror is looked for
in the usual places and named in a CLI configuration under ``.local/``.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.build_package import ROOT, BuildError, build, find_uv, lambda_packages, python_version
from tools.deploy.login import login_refusal
from tools.local_aws.checkout import required
from tools.local_aws.server import Endpoint, LocalAwsError

ENVIRONMENTS = ("local", "dev", "prod")
TERRAFORM_FOLDER = ROOT / "terraform"
EARLIEST_VERSION = (1, 11, 0)
MIRRORED_PROVIDER = "registry.terraform.io/hashicorp/aws"
MIRROR_PLACES = (
    "~/.terraform.d/plugins",
    "~/.local/share/terraform/plugins",
    "/usr/local/share/terraform/*",
    "/usr/share/terraform/*",
    "/opt/*",
)
ARCHITECTURES = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}


class TerraformError(Exception):
    """What is missing for Terraform and what to do about it."""


def find_terraform() -> str:
    """Return the path of a Terraform that is new enough.

    Raises
    ------
    TerraformError
        It is not installed or too old.
    """
    path = shutil.which("terraform")
    wanted = ".".join(map(str, EARLIEST_VERSION))
    if path is None:
        raise TerraformError(
            f"Terraform is not installed: install {wanted} or later "
            "(https://developer.hashicorp.com/terraform/install), and have it on PATH"
        )
    process = subprocess.run(
        [path, "version", "-json"],
        capture_output=True,
        text=True,
        check=True,
        env=base_environment(),
    )
    version = json.loads(process.stdout[process.stdout.index("{") :])["terraform_version"]
    numbers = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    if numbers < EARLIEST_VERSION:
        raise TerraformError(f"Terraform {version} is too old: install {wanted} or later")
    return path


def find_mirror() -> Path | None:
    """Return the root of a filesystem mirror that has the AWS provider, if the machine has one."""
    for place in MIRROR_PLACES:
        expanded = Path(place).expanduser()
        for folder in sorted(expanded.parent.glob(expanded.name)):
            if (folder / MIRRORED_PROVIDER).is_dir():
                return folder
    return None


def cli_config() -> dict[str, str]:
    """Return the variable that names a CLI configuration, or nothing where none is needed.

    A configuration of the user's own is left alone.
    """
    own = os.environ.get("TF_CLI_CONFIG_FILE")
    if own and Path(own).exists():
        return {}
    mirror = find_mirror()
    if mirror is None:
        return {}
    config = ROOT / ".local" / "terraform.tfrc"
    config.parent.mkdir(exist_ok=True)
    text = (
        "provider_installation {\n"
        f'  filesystem_mirror {{\n    path    = "{mirror}"\n'
        '    include = ["registry.terraform.io/hashicorp/*"]\n  }\n'
        '  direct {\n    exclude = ["registry.terraform.io/hashicorp/*"]\n  }\n}\n'
    )
    if not config.exists() or config.read_text("utf-8") != text:
        # Another process may have Terraform read it now: it must never be there by half.
        new = config.with_name(f".{config.name}.{os.getpid()}.{threading.get_ident()}")
        new.write_text(text, "utf-8")
        new.replace(config)
    return {"TF_CLI_CONFIG_FILE": str(config)}


def environment(env: str) -> dict[str, str]:
    """Return the environment variables for Terraform in `env`.

    Asks for all that must be there, so that nothing slow begins in vain.

    Raises
    ------
    TerraformError
        There is no Terraform, or nobody is logged in to AWS.
    LocalAwsError
        `env` is local and the local AWS does not run.
    """
    find_terraform()
    if env != "local" and (refusal := login_refusal(backend(env)["region"])):
        raise TerraformError(f"AWS cannot be reached for {env}: {refusal}")
    variables = base_environment() | own_variables()
    variables["TF_DATA_DIR"] = data_folder(env)
    variables["TF_IN_AUTOMATION"] = "1"
    if env == "local":
        variables.pop("AWS_CA_BUNDLE", None)
        variables.pop("AWS_PROFILE", None)
        variables |= local_variables(required())
    return variables


def data_folder(name: str) -> str:
    """Return where Terraform keeps what it needs to work on `name`."""
    return str(ROOT / ".local" / "terraform" / name)


def own_variables() -> dict[str, str]:
    """Return what every run of Terraform needs beside the person's own environment."""
    # The builder that Terraform runs as `python3` is to be this very Python.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return cli_config() | {"CHECKPOINT_DISABLE": "1", "UV": find_uv(), "PATH": path}


def local_environment(endpoint: Endpoint) -> dict[str, str]:
    """Return the environment in which Terraform reaches a local AWS."""
    return base_environment() | own_variables() | local_variables(endpoint)


def local_variables(endpoint: Endpoint) -> dict[str, str]:
    """Return what Terraform needs to reach a local AWS and to build for this machine."""
    return endpoint.environment() | {"TF_VAR_architecture": host_architecture()}


def text_values(file: str) -> dict[str, str]:
    """Return the ``name = "value"`` lines of a file of ``terraform/envs/``."""
    text = (TERRAFORM_FOLDER / "envs" / file).read_text("utf-8")
    return dict(re.findall(r'^(\w+)\s*=\s*"([^"]*)"', text, re.MULTILINE))


def backend(env: str) -> dict[str, str]:
    """Return bucket, key and region of the state from ``terraform/envs/<env>.s3.tfbackend``."""
    return text_values(f"{env}.s3.tfbackend")


def architecture(env: str) -> str:
    """Return the Lambdas' architecture in `env`: the machine's own for local, else by tfvars."""
    if env == "local":
        return host_architecture()
    named = text_values(f"{env}.tfvars").get("architecture")
    if named is None:
        raise TerraformError(f"name the architecture in terraform/envs/{env}.tfvars")
    return named


def build_packages(env: str) -> None:
    """Build every zip of `env` that does not stand yet.

    Terraform builds a zip when its digest changes. A function that has to be made anew with
    unchanged code needs its zip too, also on a machine that has never built it.

    Raises
    ------
    BuildError
        A zip could not be built.
    """
    built_for = architecture(env)
    with ThreadPoolExecutor() as pool:  # mostly waiting: for uv, for the compiler, for zlib
        list(
            pool.map(lambda name: build(name, python_version(), built_for, None), lambda_packages())
        )


def host_architecture() -> str:
    """Return this machine's architecture as Lambda names it: the local Lambdas run on it."""
    return ARCHITECTURES[platform.machine().lower()]


def run(
    arguments: list[str],
    variables: dict[str, str],
    *,
    quiet: bool = False,
    folder: Path = TERRAFORM_FOLDER,
) -> int:
    """Run Terraform in a root module, `folder`; return its exit code.

    If `quiet`, only the line that sums up is printed, and everything if it fails.

    Raises
    ------
    TerraformError
        Somebody else is at work on the same state.
    """
    done = subprocess.run(
        [find_terraform(), *arguments],
        cwd=folder,
        env=variables,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else subprocess.PIPE,
        text=True,
        check=False,
    )
    output = done.stdout or done.stderr
    if done.returncode:
        raise_if_locked(output)
    if done.returncode or not quiet:
        print(output, end="", file=sys.stderr)
    else:
        for summary in re.findall(r"^(?:Apply|Destroy) complete!.*", output, re.MULTILINE):
            print(summary)
    return done.returncode


def raise_if_locked(output: str) -> None:
    """Say who holds the lock of the state, if Terraform's `output` tells that somebody does.

    Raises
    ------
    TerraformError
        Somebody does.
    """
    if "Error acquiring the state lock" not in output:
        return
    lock = dict(re.findall(r"^\W*(ID|Who|Operation|Created):\s+(.*\S)", output, re.MULTILINE))
    since = f" since {lock['Created'][:19]}" if "Created" in lock else ""
    raise TerraformError(
        f"another deploy or plan is at work here ({lock.get('Who', 'somebody')}{since}): wait until it "
        f"has ended, then run this again; if it died, `terraform force-unlock {lock.get('ID', 'ID')}`"
    )


def captured(
    arguments: Sequence[str], variables: dict[str, str], folder: Path = TERRAFORM_FOLDER
) -> subprocess.CompletedProcess[str]:
    """Run Terraform in a root module, `folder`; its output and exit code are the caller's to read."""
    return subprocess.run(
        [find_terraform(), *arguments],
        cwd=folder, env=variables, capture_output=True, text=True, check=False,
    )  # fmt: skip


def init(env: str, variables: dict[str, str]) -> int:
    """Initialize the backend of `env`; says nothing unless it fails."""
    settings = f"-backend-config=envs/{env}.s3.tfbackend"
    return run(
        ["init", "-input=false", "-no-color", "-reconfigure", "-lockfile=readonly", settings],
        variables,
        quiet=True,
    )


def base_environment() -> dict[str, str]:
    """Return this process's environment without a CLI configuration that does not exist."""
    variables = dict(os.environ)
    named = variables.get("TF_CLI_CONFIG_FILE")
    if named and not Path(named).exists():
        del variables["TF_CLI_CONFIG_FILE"]
    return variables


def validate() -> int:
    """Check that both root modules are valid, without backend or credentials."""
    for folder in (TERRAFORM_FOLDER, TERRAFORM_FOLDER / "bootstrap"):
        variables = base_environment() | cli_config()
        variables["TF_DATA_DIR"] = data_folder(f"validate-{folder.name}")
        prepare = ["init", "-backend=false", "-input=false", "-no-color", "-lockfile=readonly"]
        failed = run(prepare, variables, quiet=True, folder=folder) or run(
            ["validate"], variables, folder=folder
        )
        if failed:
            return failed
    return 0


def split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Return the arguments before and after ``--``; the latter are Terraform's."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:end], arguments[end + 1 :]


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="terraform", description="Terraform for one environment.")
    parser.add_argument("command", choices=("validate", "plan", "apply", "destroy"))
    parser.add_argument("env", choices=ENVIRONMENTS, nargs="?")
    parser.add_argument("--brief", action="store_true", help="print the summary only")
    own, options = split(sys.argv[1:])
    parsed = parser.parse_args(own)
    try:
        if parsed.command == "validate":
            return validate()
        if parsed.env is None:
            parser.error("name the environment")
        variables = environment(parsed.env)
        if parsed.command == "apply":
            build_packages(parsed.env)
        return init(parsed.env, variables) or run(
            [parsed.command, f"-var-file=envs/{parsed.env}.tfvars", *options],
            variables,
            quiet=parsed.brief,
        )
    except (BuildError, TerraformError, LocalAwsError) as error:
        print(f"terraform: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
