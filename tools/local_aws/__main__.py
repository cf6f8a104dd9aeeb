"""Start, stop and ask for the local AWS of this checkout.

Usage: python -m tools.local_aws up [--port N] [--model-url URL] | down | env
"""

import argparse
import sys

from tools.local_aws import server
from tools.local_aws.checkout import ENDPOINT_FILE, FOLDER, required, running


def up(port: int | None, model_url: str | None) -> None:
    """Start it unless it runs; with another model behind Bedrock than asked for, start it anew."""
    endpoint = running()
    if endpoint and model_url in (None, endpoint.model_url):
        print(f"local AWS already runs at {endpoint.url}")
        return
    if endpoint:
        server.stop(endpoint)
        print("local AWS stopped: Bedrock is to answer through another model")
    endpoint = server.start(FOLDER, port=port, model_url=model_url, outlives_starter=True)
    server.save(endpoint, ENDPOINT_FILE)
    print(f"local AWS started at {endpoint.url} (log: .local/aws/emulator.log)")


def down() -> None:
    """Stop it if it runs, and forget everything that it held."""
    endpoint = server.remembered(ENDPOINT_FILE)
    is_ours = endpoint is not None and server.is_ours(endpoint)
    if endpoint and is_ours:
        server.stop(endpoint)
    ENDPOINT_FILE.unlink(missing_ok=True)
    print("local AWS stopped" if is_ours else "local AWS was not running")


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(prog="local_aws", description="The local AWS.")
    parser.add_argument("command", choices=("up", "down", "env"))
    parser.add_argument("--port", type=int)
    parser.add_argument("--model-url", help="an OpenAI-compatible server behind Bedrock")
    options = parser.parse_args()
    try:
        match options.command:
            case "up":
                up(options.port, options.model_url)
            case "down":
                down()
            case "env":
                for name, value in required().environment().items():
                    print(f"export {name}={value}")
    except server.LocalAwsError as error:
        print(f"local_aws: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
