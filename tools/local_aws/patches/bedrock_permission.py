"""Converse needs the permission ``bedrock:InvokeModel``, on the profile if one is asked.

AWS: that action; an inference profile's id (``apac.maker.model``) is an ARN of the account.
Emulator: an action ``bedrock:Converse``, which does not exist, always on a foundation model.
Patch: action and resource are translated before policies are evaluated.
"""

import re
from typing import Any

from ministack.core import iam_actions

ACTIONS = {"bedrock:Converse": "bedrock:InvokeModel"}
PROFILE = re.compile(
    r"arn:aws:bedrock:[^:]*::foundation-model/(?P<id>(?:apac|au|eu|global|jp|us)\..+)"
)


def apply() -> None:
    """Apply the patch."""
    action_of, resource_of = iam_actions.extract_iam_action, iam_actions.extract_resource_arn

    def patched_action(*args: Any, **kwargs: Any) -> Any:
        action = action_of(*args, **kwargs)
        return ACTIONS.get(action, action)

    def patched_resource(  # noqa: PLR0917 - the signature that it stands in for
        service: str, method: str, path: str, headers: Any, body: Any, query: Any,
        region: str, account: str,
    ) -> Any:  # fmt: skip
        resource = resource_of(service, method, path, headers, body, query, region, account)
        profile = PROFILE.fullmatch(resource or "")
        if profile is None:
            return resource
        return f"arn:aws:bedrock:{region}:{account}:inference-profile/{profile['id']}"

    iam_actions.extract_iam_action = patched_action
    iam_actions.extract_resource_arn = patched_resource
