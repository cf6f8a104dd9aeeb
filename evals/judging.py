"""What the gate makes of a case: the way of a request, from the execution input to the judgement."""

from typing import Any

from ai_chef_common.contracts.base import parse
from ai_chef_common.contracts.profile import ProfileInput
from ai_chef_common.normalize import normalize
from ai_chef_recipe.draft import RecipeDraft
from ai_chef_recipe.gate.rules import judge
from ai_chef_recipe.gate.verdict import GateRule
from ai_chef_recipe.parsing import parse_recipe
from evals.cases import Case


def broken_rules(profile: dict[str, Any], draft: dict[str, Any]) -> frozenset[GateRule]:
    """Return the rules that a draft breaks for a person.

    Raises
    ------
    ai_chef_common.contracts.base.PayloadInvalid, ai_chef_common.errors.InvalidInput
        The profile breaks the contract, or holds a wish that cannot be read.
    """
    person = normalize(parse(ProfileInput, profile))
    return frozenset(judge(parse_recipe(RecipeDraft.model_validate(draft)), person).broken_rules)


def refused(case: Case) -> bool:
    """Tell whether the gate refuses a labelled case for its allergen."""
    profile = {
        "target": "general",
        "allergies": [case.allergen],
        "cookingLevel": "advanced",
        "budget": 30_000,
    }
    return GateRule.ALLERGIES in broken_rules(profile, case.draft())
