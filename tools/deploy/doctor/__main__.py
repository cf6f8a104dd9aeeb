"""Check whether a deploy of an environment will work; print one line each, with what to do.

Usage: python -m tools.deploy.doctor ENV [--model-only FILE]

Exits with 1 if anything is wrong. Changes nothing. With ``--model-only`` it looks at the model's end of
life alone, and if anything is to be done about it, writes it to FILE and exits with 2.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import boto3
from botocore.config import Config
from rich.console import Console
from rich.markup import escape

from tools.deploy.aws import client
from tools.deploy.doctor import account, machine, services
from tools.deploy.doctor.finding import Finding, Settings, Verdict, wrong
from tools.deploy.terraform import ENVIRONMENTS
from tools.local_aws.checkout import required
from tools.local_aws.server import LocalAwsError

IMPATIENT = Config(connect_timeout=3, read_timeout=10, retries={"total_max_attempts": 2})
TO_BE_DONE = 2
COLORS = {Verdict.WELL: "green", Verdict.DOUBTFUL: "yellow", Verdict.WRONG: "red"}


def findings(settings: Settings) -> Iterator[Finding]:
    """Yield every finding about an environment, this machine's first."""
    yield from machine.programs()
    yield machine.locks()
    endpoint_url: str | None = None
    if settings.env == "local":
        try:
            endpoint_url = required().url
        except LocalAwsError as error:
            yield wrong("local AWS", "not running", str(error))
            return

    def reach(service: str, region: str = settings.region) -> object:
        return client(service, endpoint_url, region=region, config=IMPATIENT)

    who = account.credentials(reach("sts"))
    yield who
    if who.verdict is Verdict.WRONG:
        return  # nothing else could be asked
    yield account.clock(reach("sts"))
    yield account.region(settings, None if endpoint_url else boto3.Session().region_name)
    yield account.state(reach("s3"), settings)
    yield account.boundary(reach("iam"), reach("sts"), settings)
    yield account.concurrency(reach("lambda"), settings)
    yield from services.model(reach("bedrock", settings.model_region), settings)
    yield services.lifecycle(reach("bedrock", settings.model_region), settings)
    yield services.search(reach("secretsmanager"), settings)
    yield services.tables(reach("dynamodb"), settings)
    yield services.retention(reach("logs"), settings)


def report_model(found: Finding, file: Path) -> int:
    """Write what is to be done about the model, for an issue; return the exit code."""
    print(f"{found.verdict} {found.text}")
    if found.verdict is Verdict.WELL:
        return 0
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"{found.text}\n\n{found.advice}\n", "utf-8")
    return TO_BE_DONE


def main() -> int:
    """Print them; return the exit code."""
    parser = argparse.ArgumentParser(prog="doctor", description="Will a deploy work?")
    parser.add_argument("env", choices=ENVIRONMENTS)
    parser.add_argument("--model-only", type=Path, metavar="FILE")
    asked = parser.parse_args()
    settings = Settings.of(asked.env)
    if asked.model_only:
        bedrock = client("bedrock", region=settings.model_region, config=IMPATIENT)
        return report_model(services.lifecycle(bedrock, settings), asked.model_only)
    console = Console(soft_wrap=True)
    worst = 0
    for found in findings(settings):
        color = COLORS[found.verdict]
        advice = f" [bold]→ {escape(found.advice)}[/]" if found.advice else ""
        verdict = f"[{color}]{found.verdict:<5}[/]"
        console.print(f"{verdict} {found.check:<17} {escape(found.text)}{advice}", highlight=False)
        worst = max(worst, found.verdict is Verdict.WRONG)
    return worst


if __name__ == "__main__":
    sys.exit(main())
