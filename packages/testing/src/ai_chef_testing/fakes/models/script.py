"""What a fake model hears and what it answers, independent of any protocol."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_PROFILE = re.compile(r"<profile>\n(.*?)\n</profile>", re.DOTALL)


@dataclass(frozen=True)
class FakeRequest:
    """One request: the person's profile, and whether it is a repair with facts to mend."""

    profile: dict[str, Any]
    is_repair: bool

    @classmethod
    def of(cls, user_text: str) -> "FakeRequest":
        """Read the request that `ai_chef_recipe.sources.bedrock.prompt` writes."""
        found = _PROFILE.search(user_text)
        if found is None:
            raise ValueError("the request holds no <profile>: the prompt's form has changed")
        return cls(json.loads(found[1]), "<facts>" in user_text)


@dataclass(frozen=True)
class Answer:
    """What a model does: call the tool, talk, stop early, fail, or take its time.

    ``arguments`` is the tool's input, or text that is meant to be it; ``finish`` is OpenAI's
    ``finish_reason``; ``status`` other than 200 is a failure of the service.
    """

    arguments: dict[str, Any] | str | None = None
    text: str = ""
    finish: str = "stop"
    status: int = 200
    delay_seconds: float = 0
    usage: tuple[int, int] = field(default=(1200, 400))


FakeModel = Callable[[FakeRequest], Answer]
