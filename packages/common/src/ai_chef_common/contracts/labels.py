"""Korean labels of codes, and the other words that stand for the same code."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache

from ai_chef_food.text import key

LABELS: dict[str, dict[str, tuple[str, ...]]] = {
    "Target": {
        "keto": ("케토", "키토", "저탄고지", "케토제닉", "키토제닉", "키토식", "ketogenic"),
        "diabetes": ("당뇨식", "당뇨", "당뇨병", "혈당 관리"),
        "diet": ("다이어트", "체중 감량", "감량", "체중 조절", "저칼로리"),
        "baby_food": ("이유식", "아기 이유식", "아기식"),
        "muscle_gain": ("근육 증가", "고단백", "벌크업", "근성장", "단백질 식단"),
        "low_sodium": ("저염식", "저염", "저나트륨", "싱겁게"),
        "vegan": ("비건", "완전 채식", "채식"),
        "gluten_free": ("글루텐프리", "글루텐 프리", "무글루텐"),
        "fridge": ("냉장고 파먹기", "냉장고 재료", "냉털", "냉장고"),
        "general": ("일반식", "일반", "보통", "가정식"),
    },
    "HealthCondition": {
        "diabetes": (
            "당뇨병", "당뇨", "제2형 당뇨", "제1형 당뇨", "2형 당뇨", "1형 당뇨", "당뇨 전단계",
        ),
        "hypertension": ("고혈압", "혈압 높음", "고혈압증", "high blood pressure"),
        "kidney_disease": (
            "신장 질환", "신장병", "콩팥병", "만성콩팥병", "신부전", "만성 신부전",
            "만성 신장 질환", "ckd",
        ),
        "gout": ("통풍", "고요산혈증", "요산 높음"),
        "hyperlipidemia": (
            "고지혈증", "이상지질혈증", "고콜레스테롤", "고콜레스테롤혈증", "콜레스테롤 높음",
            "고중성지방혈증",
        ),
        "pregnancy": ("임신", "임산부", "임신부", "임신 중", "임부"),
        "celiac": ("셀리악병", "셀리악", "글루텐 불내증", "실리악병"),
    },
    "CookingLevel": {
        "beginner": ("초급", "초보", "초보자", "왕초보"),
        "intermediate": ("중급", "보통", "중급자"),
        "advanced": ("고급", "상급", "숙련", "고수"),
    },
    "Cuisine": {
        "korean": ("한식", "한국", "한국 요리", "한국식"),
        "western": ("양식", "서양", "서양 요리", "양식 요리"),
        "japanese": ("일식", "일본", "일본 요리"),
        "chinese": ("중식", "중국", "중국 요리", "중화요리"),
    },
    "Measure": {
        "net_carbohydrate_g": ("순탄수화물",),
        "carbohydrate_g": ("탄수화물",),
        "fat_energy_percent": ("지방의 열량 비율",),
        "saturated_fat_energy_percent": ("포화지방의 열량 비율",),
        "kcal": ("열량",),
        "sodium_mg": ("나트륨",),
        "potassium_mg": ("칼륨",),
        "phosphorus_mg": ("인",),
        "cholesterol_mg": ("콜레스테롤",),
        "protein_g": ("단백질",),
    },
    "Bound": {"max": ("이하",), "min": ("이상",)},
}  # fmt: skip
"""For each enum and code the label that people see, then other words for it."""


def label(code: StrEnum) -> str:
    """Return the Korean label of a code, e.g. 고혈압 for ``hypertension``."""
    return LABELS[type(code).__name__][code.value][0]


def label_of(diet: str) -> str:
    """Return the label of a diet by its code: a condition's before a target's of the same name."""
    words = LABELS["HealthCondition"].get(diet) or LABELS["Target"].get(diet)
    return words[0] if words else diet


def labelled(codes: Sequence[str]) -> list[str]:
    """Return the codes of one enum, each behind its label: 케토(keto). Others come back as they are."""
    for words in LABELS.values():
        if set(codes) == set(words):
            return [f"{words[code][0]}({code})" for code in codes]
    return list(codes)


@cache
def _codes(enum: str) -> dict[str, str]:
    return {key(word): code for code, words in LABELS[enum].items() for word in (code, *words)}


def code_of(enum: type[StrEnum], text: object) -> object:
    """Return the code that a label stands for; anything else comes back as it is."""
    if isinstance(text, enum) or not isinstance(text, str):
        return text
    return _codes(enum.__name__).get(key(text), text)
