"""Start and stop the local AWS of this checkout.

Usage: python -m tools.local_aws up [--port N] [--model-url URL] | down
"""

import argparse
import sys

from tools.local_aws import server
from tools.local_aws.checkout import ENDPOINT_FILE, FOLDER, alone, ours


def up(port: int | None, model_url: str | None) -> None:
    """Start it unless it runs; one that hangs, or has another model behind Bedrock, is started anew."""
    endpoint = ours()
    if endpoint and not server.answers(endpoint):
        server.stop(endpoint)
        print(f"local AWS at {endpoint.url} did not answer: stopped; its earlier sessions are gone")
    elif endpoint and model_url in (None, endpoint.model_url):
        print(f"local AWS already runs at {endpoint.url}")
        return
    elif endpoint:
        server.stop(endpoint)
        print(
            "local AWS stopped, for Bedrock is to answer through another model: its earlier sessions "
            "are gone"
        )
    endpoint = server.start(FOLDER, port=port, model_url=model_url, outlives_starter=True)
    server.save(endpoint, ENDPOINT_FILE)
    print(f"local AWS started at {endpoint.url} (log: .local/aws/emulator.log)")


def down() -> None:
    """Stop it if it runs, and forget everything that it held."""
    endpoint = ours()
    if endpoint:
        server.stop(endpoint)
    ENDPOINT_FILE.unlink(missing_ok=True)
    print("local AWS stopped" if endpoint else "local AWS was not running")


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="local_aws", description="The local AWS.")
    parser.add_argument("command", choices=("up", "down"))
    parser.add_argument("--port", type=int)
    parser.add_argument("--model-url", help="an OpenAI-compatible server behind Bedrock")
    options = parser.parse_args()
    try:
        with alone():
            if options.command == "up":
                up(options.port, options.model_url)
            else:
                down()
    except server.LocalAwsError as error:
        print(f"local_aws: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
