"""A recipe as its author wrote it: the form that a model fills in, and a page of the book.

Nothing in it is believed: names, amounts and fitness are read and judged by computation.
"""

from typing import Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from ai_chef_common.contracts.base import Clean
from ai_chef_common.contracts.profile import CookingLevel, Cuisine
from ai_chef_recipe.durations import stated_minutes

MOST_MINUTES = 480
"""A dish is cooked within a working day of eight hours (rule of this project)."""


class _Form(BaseModel):
    """Fields beyond the form are dropped: nothing that an author adds is carried on."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


class DraftIngredient(_Form):
    """One ingredient as a cook writes it."""

    name: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=60),
        Clean,
        Field(description="재료 이름 하나. 손질법이나 상표 없이 (예: 닭가슴살)"),
    ]
    amount: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=20),
        Clean,
        Field(description="숫자로 쓴 양 (예: 200, 0.5, 1/2). 약간, 적당량은 쓰지 않는다"),
    ]
    unit: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=10),
        Clean,
        Field(description="단위 (g, ml, 큰술, 작은술, 컵, 꼬집, 개, 쪽, 모, 장, 마리 …)"),
    ] = ""


class DraftStep(_Form):
    """One step: ``active`` minutes with the hands busy, ``waiting`` minutes on its own.

    A plain text is a step whose minutes are not known: ``active`` is None.
    """

    model_config = ConfigDict(json_schema_extra={"required": ["text", "active"]})

    text: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
        Clean,
        Field(description="무엇을 하는지 한 문장 (한국어)"),
    ]
    active: Annotated[
        Annotated[int, Field(ge=0, le=MOST_MINUTES)] | None,
        WithJsonSchema(
            {
                "type": "integer",
                "minimum": 0,
                "maximum": MOST_MINUTES,
                "description": "손이 가는 시간 (분)",
            }
        ),
    ] = None
    waiting: Annotated[
        int, Field(ge=0, le=MOST_MINUTES, description="불리거나 끓이며 기다리는 시간 (분)")
    ] = 0

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, given: object) -> object:
        return {"text": given} if isinstance(given, str) else given

    @property
    def minutes(self) -> int:
        """Return the minutes of the step; of a plain text those that it says itself."""
        if self.active is None:
            return max(self.waiting, stated_minutes(self.text))
        return self.active + self.waiting


class RecipeDraft(_Form):
    """One recipe for `servings` people, taking `minutes` minutes from start to table."""

    name: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
        Clean,
        Field(description="요리 이름 (한국어)"),
    ]
    description: Annotated[
        str,
        StringConstraints(strip_whitespace=True, max_length=400),
        Clean,
        Field(description="한두 문장 소개 (한국어)"),
    ]
    cuisine: Annotated[Cuisine, Field(description="어느 나라 요리인지")]
    servings: Annotated[int, Field(ge=1, le=12, description="몇 인분인지")]
    minutes: Annotated[
        int,
        Field(
            ge=1, le=MOST_MINUTES, description="시작부터 상에 낼 때까지 몇 분인지: 단계의 합 이상"
        ),
    ]
    level: Annotated[CookingLevel, Field(description="필요한 요리 실력")]
    ingredients: Annotated[
        list[DraftIngredient],
        Field(min_length=1, max_length=40, description="단계에서 쓰는 모든 재료"),
    ]
    steps: Annotated[
        list[DraftStep],
        Field(min_length=1, max_length=30, description="조리 순서, 한 단계에 한 문장과 그 시간"),
    ]
