"""How large what travels through the workflow may be, in bytes of compact JSON in UTF-8.

Step Functions ends an execution whose state is above 256 KiB, without a Catch (Developer Guide, "Quotas
of state machine executions"). The whole state is the input and the bodies of all steps, so their
limits together stay below that (``tests/contracts/test_sizes.py``). A person's profile comes to 1 KB,
a recipe with its prices to 30 KB.
"""

import json
from typing import Any

KIB = 1024

STATE_BYTES = 256 * KIB
"""Limit of Step Functions."""

INPUT_BYTES = 32 * KIB
"""An execution's input: room for every list of a profile, full of long Korean names."""

PROFILE_BYTES = 48 * KIB
"""The body of OrchestrateSession: the profile with what its wishes stand for."""

RECIPE_BYTES = 72 * KIB
"""The body of GenerateRecipe and ReuseRecipe."""

PRICING_BYTES = 88 * KIB
"""The body of FetchPrices."""


def json_bytes(value: Any) -> int:
    """Return the size of a JSON value as Step Functions counts it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return len(text.encode("utf-8", "surrogatepass"))
