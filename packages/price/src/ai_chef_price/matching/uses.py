"""What a product is meant for (국물용, 구이용), held against the use that a recipe names."""

from ai_chef_food.text import normalize
from ai_chef_price.matching.title import USE_SUFFIX, Part, Title

USES = (
    ("국물", "육수", "다시", "국거리", "국", "탕", "찌개", "전골"),
    ("볶음", "조림", "반찬"),
    ("구이", "로스", "스테이크", "바베큐"),
    ("부침", "전", "지짐"),
    ("김밥",),
    ("샐러드", "쌈", "생식"),
    ("튀김", "돈까스", "돈가스", "탕수육", "커틀릿"),
    ("불고기", "제육", "주물럭"),
    ("수육", "보쌈", "찜", "백숙", "삼계탕"),
    ("장조림",),
    ("잡채",),
    ("카레", "짜장"),
    ("김장", "절임", "장아찌"),
    ("즙", "주스", "착즙"),
)
"""Uses that one product serves (rule of this project)."""


def is_for_another_use(wanted: str, title: Title) -> bool:
    """Tell whether a title names only other uses than the recipe (김밥용 김, 국물용 멸치).

    A recipe that names none takes any.
    """
    asked = [
        group
        for word in normalize(wanted).split()
        for group in USES
        if word.endswith(USE_SUFFIX) and word[: -len(USE_SUFFIX)].endswith(group)
    ]
    if not asked or any(use in title.text for group in asked for use in group):
        return False
    uses = "".join(piece.text for piece in title.pieces if piece.part is Part.USE)
    return any(use in uses for group in USES for use in group)
