"""Put the credentials of the shopping search into an environment's secret.

Usage: python -m tools.deploy.secret ENV      (asks for both values, or reads them as two lines of input)

The values go from the keyboard into Secrets Manager; they stand in no file, argument or log.
"""

import argparse
import getpass
import json
import sys
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tools.deploy.aws import client_of
from tools.deploy.terraform import ENVIRONMENTS
from tools.local_aws.server import LocalAwsError


def secret_name(env: str) -> str:
    """Return the name that ``terraform/search.tf`` gives the secret."""
    return f"ai-chef-search-{env}"


def put(secrets: Any, env: str, client_id: str, client_secret: str) -> None:
    """Put the credentials as the price function reads them.

    Raises
    ------
    botocore.exceptions.ClientError
        The secret does not exist (deploy with ``price_source = "naver"`` first), or may not be
        written.
    """
    value = json.dumps({"clientId": client_id, "clientSecret": client_secret})
    secrets.put_secret_value(SecretId=secret_name(env), SecretString=value)


def main() -> int:
    """Ask and put; return the exit code."""
    parser = argparse.ArgumentParser(prog="secret", description="Put the search's credentials.")
    parser.add_argument("env", choices=ENVIRONMENTS)
    env = parser.parse_args().env
    ask: Callable[[str], str] = getpass.getpass if sys.stdin.isatty() else _line
    client_id, client_secret = ask("Client id: ").strip(), ask("Client secret: ").strip()
    if not (client_id and client_secret):
        print("secret: both values are needed", file=sys.stderr)
        return 2
    try:
        put(client_of("secretsmanager", env), env, client_id, client_secret)
    except (BotoCoreError, ClientError, LocalAwsError) as error:
        print(f"secret: {error}", file=sys.stderr)
        return 1
    print(f"put into {secret_name(env)}")
    return 0


def _line(prompt: str) -> str:
    return sys.stdin.readline()


if __name__ == "__main__":
    sys.exit(main())
