"""No value that Terraform calls sensitive leaves the plan, wherever it stands in the JSON."""

import json

from tests.plan.plans import plan, resource
from tools.deploy.plan.changes import MASK, changes, masked, masked_plan

SECRET = "the-secret-word"  # noqa: S105  # pragma: allowlist secret


def test_a_sensitive_value_is_masked_in_every_section() -> None:
    values = {"name": "a", "list": [{"key": SECRET}], "whole": SECRET}
    marks = {"list": [{"key": True}], "whole": True}
    change = resource(
        "aws_thing.this", "aws_thing", ["update"], values, values,
        before_sensitive=marks, after_sensitive=marks,
    )  # fmt: skip
    module = {"resources": [{"values": dict(values), "sensitive_values": marks}]}
    root = {"root_module": {"child_modules": [module]}, "outputs": {
        "hidden": {"value": SECRET, "sensitive": True}, "open": {"value": "shown", "sensitive": False},
    }}  # fmt: skip
    given = plan(
        change,
        resource_drift=[change],
        output_changes={"hidden": {**change["change"], "before": SECRET, "before_sensitive": True}},
        planned_values=json.loads(json.dumps(root)),
        prior_state={"values": json.loads(json.dumps(root))},
        variables={"key": {"value": SECRET}, "region": {"value": "shown too"}},
        configuration={"root_module": {"variables": {"key": {"sensitive": True}, "region": {}}}},
    )

    document = masked_plan(given)

    text = json.dumps(document)
    assert SECRET not in text
    assert MASK in text
    assert "shown" in text
    assert "shown too" in text
    assert SECRET not in str(changes(given))


def test_what_is_not_sensitive_stays_as_it_is() -> None:
    value = {"a": [1, {"b": "c"}], "d": None}

    assert masked(value, {}) == value
    assert masked(value, False) == value
    assert masked(value, {"a": [False, {}]}) == value


def test_a_list_that_grew_is_masked_where_it_is_marked() -> None:
    assert masked(["x", "y", "z"], [False, True]) == ["x", MASK, "z"]


def test_the_time_of_planning_is_left_out() -> None:
    assert "timestamp" not in masked_plan(plan())


def test_what_terraform_lists_in_another_order_each_time_is_put_in_order() -> None:
    one, two = {"resource": "a", "attribute": ["x"]}, {"resource": "b", "attribute": ["y"]}

    assert masked_plan(plan(relevant_attributes=[one, two])) == masked_plan(
        plan(relevant_attributes=[two, one])
    )
