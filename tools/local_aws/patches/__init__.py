"""Patches of the emulator: small, named, each for one way in which it differs from AWS.

They run inside the emulator's process and reach into its internals, so they hold for exactly one
version. ``tests/local_aws`` shows each of them over the wire.
"""

from importlib.metadata import version

from tools.local_aws.patches import (
    bedrock_model_failures,
    bedrock_permission,
    cloudfront_permission,
    embedded_metrics,
    execution_role,
    execution_time_limit,
    lambda_error_names,
    metric_alarms,
    reserved_concurrency,
    retry_jitter,
    state_machine_tracing,
    throttled_lambda,
    web_identity_claims,
)

PATCHED_VERSION = "1.5.33"

ALL = (
    lambda_error_names,
    reserved_concurrency,
    throttled_lambda,
    execution_role,
    execution_time_limit,
    state_machine_tracing,
    bedrock_permission,
    cloudfront_permission,
    bedrock_model_failures,
    metric_alarms,
    embedded_metrics,
    retry_jitter,
    web_identity_claims,
)


def apply_all() -> None:
    """Apply every patch to the emulator imported in this process.

    Raises
    ------
    RuntimeError
        Another version of the emulator is installed: check each patch against it first.
    """
    found = version("ministack")
    if found != PATCHED_VERSION:
        raise RuntimeError(
            f"ministack {found} is installed, the patches are for {PATCHED_VERSION}: "
            "run tests/local_aws against it and patch what differs"
        )
    for patch in ALL:
        patch.apply()
