"""Save a plan with a digest for people, apply exactly that plan, or look for drift.

Usage: python -m tools.deploy.plan save ENV [-- terraform options]
       python -m tools.deploy.plan apply ENV [--data-loss-approved]
       python -m tools.deploy.plan drift ENV

``save`` writes plan.tfplan, plan.json (sensitive values masked) and plan.md to ``.local/plan/ENV``
and prints the digest. ``apply`` refuses a plan that is stale, and one that loses what is stored unless
that is approved. ``drift`` compares with what is
deployed, not with the configuration: it exits with 2, and writes plan.md, where something was
changed outside of Terraform.
"""

import argparse
import json
import sys
from collections.abc import Sequence

from tools.build_package import BuildError
from tools.deploy.plan import stored
from tools.deploy.plan.changes import changes, masked_plan
from tools.deploy.plan.digest import digest
from tools.deploy.plan.saved import About, Saved, sources_digest
from tools.deploy.terraform import (
    ENVIRONMENTS,
    TerraformError,
    build_packages,
    captured,
    environment,
    init,
    raise_if_locked,
    split,
)
from tools.local_aws.server import LocalAwsError

UNCHANGED, FAILED, DRIFTED = 0, 1, 2


def terraform(arguments: Sequence[str], variables: dict[str, str]) -> str:
    """Run Terraform in the root module; return what it prints.

    Raises
    ------
    TerraformError
        It failed; its own words are in the text.
    """
    done = captured(arguments, variables)
    if done.returncode:
        raise_if_locked(done.stdout + done.stderr)
        raise TerraformError(f"terraform {arguments[0]} failed\n{done.stdout}{done.stderr}")
    return done.stdout


def save(
    env: str, variables: dict[str, str], options: Sequence[str], *, is_drift: bool = False
) -> Saved:
    """Plan for `env`, or only look for drift; save the plan with what people and programs read of it.

    Raises
    ------
    TerraformError
        The plan could not be made; none is saved then.
    """
    saved = Saved.of(env)
    saved.clear()
    sources = sources_digest()
    terraform(
        ["plan", "-input=false", "-no-color", f"-var-file=envs/{env}.tfvars",
         f"-out={saved.plan}", *(["-refresh-only"] if is_drift else []), *options],
        variables,
    )  # fmt: skip
    unmasked = json.loads(terraform(["show", "-json", str(saved.plan)], variables))
    plan = masked_plan(unmasked)
    text = terraform(["show", "-no-color", str(saved.plan)], variables)
    losses = [line.text for line in stored.lines(changes(plan)) if line.loses]
    saved.write(About(env, sources, losses), plan, digest(env, plan, text, is_drift=is_drift))
    return saved


def apply(env: str, variables: dict[str, str], *, data_loss_approved: bool = False) -> None:
    """Apply the saved plan of `env`, and nothing else.

    Raises
    ------
    TerraformError
        It is stale or missing, loses data without approval, or Terraform failed.
    BuildError
        A zip could not be built.
    """
    saved = Saved.of(env)
    saved.require_fresh(env)
    saved.require_approved(env, data_loss_approved=data_loss_approved)
    build_packages(env)
    output = terraform(["apply", "-input=false", "-no-color", str(saved.plan)], variables)
    print(output.strip().splitlines()[-1] if "Outputs:" not in output else _completed(output))


def _completed(output: str) -> str:
    return next(line for line in output.splitlines() if line.startswith("Apply complete!"))


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="plan", description="Plans that people review.")
    parser.add_argument("command", choices=("save", "apply", "drift"))
    parser.add_argument("env", choices=ENVIRONMENTS)
    parser.add_argument("--data-loss-approved", action="store_true")
    own, options = split(sys.argv[1:])
    asked = parser.parse_args(own)
    try:
        if asked.command == "apply":
            Saved.of(asked.env).require_fresh(asked.env)
        variables = environment(asked.env)
        if init(asked.env, variables):
            return FAILED
        if asked.command == "apply":
            apply(asked.env, variables, data_loss_approved=asked.data_loss_approved)
            return UNCHANGED
        drift = asked.command == "drift"
        saved = save(asked.env, variables, options, is_drift=drift)
    except (BuildError, LocalAwsError, TerraformError) as error:
        print(f"plan: {error}", file=sys.stderr)
        return FAILED
    text = (saved.folder / "plan.md").read_text("utf-8")
    print(text.split("\n<details>", 1)[0].rstrip())
    print(f"\nwritten to {saved.folder}: plan.tfplan, plan.json, plan.md")
    return DRIFTED if drift and "Changed outside of Terraform" in text else UNCHANGED


if __name__ == "__main__":
    sys.exit(main())
