"""A metric alarm is described with everything that it was made with.

AWS: DescribeAlarms returns every setting of PutMetricAlarm, metric queries and actions included.
Emulator: its answer in XML, which Terraform reads, leaves most of them out: every plan changes them.
Patch: the request is kept, and the answer is made from it; request and answer have one shape.
"""

from typing import Any
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from ministack.services import cloudwatch

Answer = tuple[int, dict[str, str], bytes]

_NOT_DESCRIBED = {"Action", "Version", "Tags"}

_requests: dict[str, dict[str, Any]] = {}
"""The settings of each alarm as a tree, by its name."""


def apply() -> None:
    """Apply the patch."""
    put, describe = cloudwatch._put_metric_alarm, cloudwatch._describe_alarms

    def keeping_put(
        params: dict[str, Any], cbor: Any, is_cbor: bool, is_json: bool = False
    ) -> Answer:
        answer: Answer = put(params, cbor, is_cbor, is_json)
        if answer[0] == 200 and not (is_cbor or is_json):
            _requests[cloudwatch._p(params, "AlarmName")] = _tree(params)
        return answer

    def whole_describe(
        params: dict[str, Any], cbor: Any, is_cbor: bool, is_json: bool = False
    ) -> Answer:
        answer: Answer = describe(params, cbor, is_cbor, is_json)
        if answer[0] != 200 or is_cbor or is_json:
            return answer
        root = ElementTree.fromstring(answer[2])  # noqa: S314 - the emulator's own answer
        names = [
            element.text or "" for element in root.iter() if element.tag.endswith("}AlarmName")
        ]
        alarms = "".join(f"<member>{_described(name)}</member>" for name in names)
        response: Answer = cloudwatch._xml(
            200,
            "DescribeAlarmsResponse",
            f"<DescribeAlarmsResult><MetricAlarms>{alarms}</MetricAlarms></DescribeAlarmsResult>",
        )
        return response

    cloudwatch._put_metric_alarm = keeping_put
    cloudwatch._describe_alarms = whole_describe


def _tree(params: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters ``A.member.1.B=x`` as nested dicts."""
    tree: dict[str, Any] = {}
    for key in params:
        *outer, last = key.split(".")
        if (outer or [last])[0] in _NOT_DESCRIBED:
            continue
        place = tree
        for part in outer:
            place = place.setdefault(part, {})
        place[last] = cloudwatch._p(params, key)
    return tree


def _described(name: str) -> str:
    alarm = cloudwatch._alarms.get(name, {})
    state = {key: alarm.get(key, "") for key in ("AlarmArn", "StateValue", "StateReason")}
    return _xml(_requests.get(name, {}) | state)


def _xml(tree: dict[str, Any]) -> str:
    """Return nested dicts as elements; the numbers below ``member`` tell order only."""
    parts = []
    for key, value in tree.items():
        if key == "member":
            for number in sorted(value, key=int):
                item = value[number]
                inner = _xml(item) if isinstance(item, dict) else escape(str(item))
                parts.append(f"<member>{inner}</member>")
        else:
            inner = _xml(value) if isinstance(value, dict) else escape(str(value))
            parts.append(f"<{key}>{inner}</{key}>")
    return "".join(parts)
