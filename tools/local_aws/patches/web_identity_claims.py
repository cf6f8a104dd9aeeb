"""A role may ask for more claims of GitHub's tokens than audience and subject.

AWS: ``ref``, ``environment``, ``job_workflow_ref`` and more are condition keys of
``token.actions.githubusercontent.com`` since January 2026.
Emulator: only ``aud``, ``sub`` and ``amr`` are; a condition on another key is never met.
Patch: the claims that AWS knows are added to what a trust policy is evaluated with.
"""

from typing import Any

from ministack.services import cognito, sts

HOST = "token.actions.githubusercontent.com"
CLAIMS = (
    "actor", "actor_id", "environment", "job_workflow_ref", "ref", "repository", "repository_id",
    "repository_owner_id", "workflow",
)  # fmt: skip


def apply() -> None:
    """Apply the patch."""
    principal_of = sts._web_identity_principal

    def with_claims(token: str, provider_id: str, role_arn: str) -> tuple[str, dict[str, Any]]:
        principal, keys = principal_of(token, provider_id, role_arn)
        if principal.endswith(f"/{HOST}"):
            claims = cognito._decode_id_token_unverified(token)
            keys |= {f"{HOST}:{claim}": claims[claim] for claim in CLAIMS if claim in claims}
        return principal, keys

    sts._web_identity_principal = with_claims
