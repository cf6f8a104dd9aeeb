"""Renew the surveyed prices of the catalog from KAMIS, and print what changed for review.

Usage: python -m tools.catalog [--date 2026-10-09] [--dry-run] [--url http://127.0.0.1:…]

The key and the id (free, on application at https://www.kamis.or.kr) stand in the environment as
KAMIS_CERT_KEY and KAMIS_CERT_ID, or as JSON {"certKey": …, "certId": …} in the secret of AWS
Secrets Manager that KAMIS_SECRET names.
"""

import argparse
import difflib
import json
import os
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from tools.catalog.kamis import URL, KamisRefused, Keys, fetch
from tools.catalog.renewal import renew

CATALOG = Path(__file__).parents[2] / "packages/price/src/ai_chef_price/catalog.csv"
KOREA = timedelta(hours=9)


class NoKeys(Exception):
    """The keys are nowhere to be found; the message says where they belong."""


def read_keys() -> Keys:
    """Return the keys from the environment, else from Secrets Manager.

    Raises
    ------
    NoKeys
        They are in neither, or the secret cannot be read or is not of this form.
    """
    key, name = os.environ.get("KAMIS_CERT_KEY"), os.environ.get("KAMIS_CERT_ID")
    if key and name:
        return Keys(key, name)
    secret = os.environ.get("KAMIS_SECRET")
    if not secret:
        raise NoKeys("set KAMIS_CERT_KEY and KAMIS_CERT_ID, or KAMIS_SECRET (see tools/catalog)")
    import boto3  # noqa: PLC0415 - only who keeps the keys there needs it

    try:
        client = boto3.client("secretsmanager")
        payload = json.loads(client.get_secret_value(SecretId=secret)["SecretString"])
        return Keys(str(payload["certKey"]), str(payload["certId"]))
    except (BotoCoreError, ClientError, ValueError, KeyError, TypeError) as error:
        raise NoKeys(f"the secret {secret} cannot be read: {type(error).__name__}") from None


def main(arguments: list[str] | None = None, catalog: Path = CATALOG) -> int:
    """Rewrite `catalog`; return 1 if nothing could be fetched."""
    parser = argparse.ArgumentParser(prog="tools.catalog", description=__doc__)
    today = (datetime.now(UTC) + KOREA).date()
    parser.add_argument("--date", type=date.fromisoformat, default=today)
    parser.add_argument("--url", default=URL)
    parser.add_argument("--dry-run", action="store_true")
    options = parser.parse_args(arguments)
    before = catalog.read_text("utf-8")
    try:
        renewal = renew(before, fetch(options.date, read_keys(), options.url))
    except (KamisRefused, NoKeys) as error:
        print(error, file=sys.stderr)
        return 1
    changes = difflib.unified_diff(
        before.splitlines(keepends=True), renewal.text.splitlines(keepends=True),
        "catalog.csv (before)", "catalog.csv (after)", n=0,
    )  # fmt: skip
    sys.stdout.writelines(changes)
    if renewal.missing:
        print(f"not surveyed on {options.date}, left as they are: {', '.join(renewal.missing)}")
    if not options.dry_run:
        catalog.write_text(renewal.text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
