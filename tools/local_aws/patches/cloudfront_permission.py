"""CreateDistributionWithTags needs the permission ``cloudfront:CreateDistribution``.

AWS: that action decides, with and without tags (Service Authorization Reference, Amazon CloudFront).
Emulator: an action of the operation's own name, which does not exist.
Patch: the action is translated before policies are evaluated.
"""

from typing import Any

from ministack.core import iam_actions

ACTIONS = {"cloudfront:CreateDistributionWithTags": "cloudfront:CreateDistribution"}


def apply() -> None:
    """Apply the patch."""
    action_of = iam_actions.extract_iam_action

    def patched(*args: Any, **kwargs: Any) -> Any:
        action = action_of(*args, **kwargs)
        return ACTIONS.get(action, action)

    iam_actions.extract_iam_action = patched
