"""Print the variables with which the AWS CLI, SDKs and plain Terraform reach the local AWS, for a shell.

Usage: eval "$(python -m tools.deploy.environment)"
"""

import shlex
import sys

from tools.deploy.terraform import cli_config, local_variables
from tools.local_aws.checkout import required
from tools.local_aws.server import LocalAwsError

NOT_FOR_IT = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CA_BUNDLE")
"""What a person may have set for AWS itself, and would get into the way."""


def main() -> int:
    """Print them; return the exit code."""
    try:
        variables = local_variables(required()) | cli_config()
    except LocalAwsError as error:
        print(f"env: {error}", file=sys.stderr)
        return 1
    for name, value in variables.items():
        print(f"export {name}={shlex.quote(value)}")
    print(f"unset {' '.join(NOT_FOR_IT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
