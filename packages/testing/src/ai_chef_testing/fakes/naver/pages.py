"""Pages of hits: for each ingredient plausible goods, and beside them what must not be taken.

Made up for this project after what is known of Naver's answers (``<b>`` tags, string prices, four
categories, product types, look-alikes among the first hits); no listing is a real one.
"""

import hashlib
from itertools import zip_longest
from typing import Any

from ai_chef_food.ingredients import identify
from ai_chef_food.taxonomy import kinds

SHOPS = ("가람마켓", "나루식품", "다솜푸드", "라온농장", "네이버")

FOOD_PATHS = {
    "fruit": ("식품", "농산물", "과일"),
    "vegetable": ("식품", "농산물", "채소"),
    "mushroom": ("식품", "농산물", "채소", "버섯"),
    "grain": ("식품", "농산물", "쌀/잡곡"),
    "legume": ("식품", "농산물", "잡곡/혼합곡", "콩"),
    "egg": ("식품", "축산물", "알류"),
    "dairy": ("식품", "유가공품"),
    "meat": ("식품", "축산물"),
    "poultry": ("식품", "축산물", "닭고기"),
    "seafood": ("식품", "수산물", "해산물/어패류"),
    "seaweed": ("식품", "수산물", "김/해초"),
    "nut": ("식품", "농산물", "견과류"),
    "oil": ("식품", "식용유/오일"),
    "seasoning": ("식품", "조미료"),
    "sweetener": ("식품", "조미료", "설탕/감미료"),
    "processed": ("식품", "가공식품"),
    "water": ("식품", "음료", "생수/육수"),
}
"""The branch of each group of foods; the leaf is the food itself (농산물 > 채소 > 당근)."""

LEAVES = {
    "쇠고기": ("식품", "축산물", "쇠고기", "수입산쇠고기"),
    "돼지고기": ("식품", "축산물", "돼지고기", "국내산돼지고기"),
    "참치캔": ("식품", "통조림/캔", "참치/연어"),
    "두부": ("식품", "가공식품", "두부/묵"),
    "두유": ("식품", "음료", "두유"),
    "김치": ("식품", "김치", "포기김치"),
    "장류": ("식품", "장류"),
}
"""Paths of foods whose branch is not that of their group, by what they are a kind of."""

MOST_LEVELS = 4

WON_PER_100G = {
    "vegetable": 900, "fruit": 900, "mushroom": 1100, "grain": 600, "legume": 900, "egg": 800, "dairy": 1200,
    "meat": 3500, "poultry": 1200, "seafood": 2200, "seaweed": 4000, "nut": 2200, "oil": 1800,
    "seasoning": 1300, "sweetener": 900, "processed": 1000, "water": 100,
}  # fmt: skip
"""About what foods of a group cost."""


def path_of(name: str) -> tuple[str, ...]:
    """Return the category path of an ingredient, its own name as the leaf where there is room."""
    known = identify(name).ingredient
    if known is None:
        return ("식품",)
    for kind, path in LEAVES.items():
        if kind in kinds(known.name):
            return path
    branch = FOOD_PATHS.get(known.group, ("식품",))
    return (*branch, known.name)[:MOST_LEVELS]


def item(
    title: str, price: int, *path: str, shop: str = SHOPS[0], kind: str = "2"
) -> dict[str, Any]:
    """Return one entry of ``items``."""
    digest = hashlib.sha256(f"{title}/{shop}/{price}".encode()).hexdigest()
    return {
        "title": title,
        "link": f"https://search.shopping.example/{digest[:12]}",
        "image": f"https://shopping.example/{digest[:12]}.jpg",
        "lprice": str(price),
        "hprice": "",
        "mallName": shop,
        "productId": digest[:12],
        "productType": kind,
        "maker": "",
        "brand": "",
    } | {f"category{level}": (*path, "", "", "", "")[level - 1] for level in range(1, 5)}


def _won_per_100g(name: str) -> int:
    """Return a price that differs from name to name by up to a fifth from its group's."""
    known = identify(name.rsplit(maxsplit=1)[-1]).ingredient
    usual = WON_PER_100G.get(known.group if known else "", 1000)
    return usual * (80 + int(hashlib.sha256(name.encode()).hexdigest()[:4], 16) % 41) // 100


def right_items(name: str) -> list[dict[str, Any]]:
    """Return plausible goods for an ingredient, its name in the tags of a search.

    Their titles are written as sellers write them: counts of one, entities, brackets, uses, gifts; some
    say no size or several, one has a placeholder for a price, one names no mall.
    """
    path = path_of(name)
    base = _won_per_100g(name)
    tagged = f"<b>{name}</b>"
    return [
        item(f"국내산 {tagged} 500g, 1개", base * 5, *path, shop=SHOPS[0]),
        item(f"[당일발송] 신선한 {tagged} 1kg &amp; 무료배송", base * 9, *path, shop=SHOPS[1]),
        item(f"{tagged} 300g*2팩 (총 600g)", base * 6, *path, shop=SHOPS[2]),
        item(f"산지직송 {tagged} 1kg 3kg 5kg 골라담기", base * 8, *path, shop=SHOPS[2]),
        item(f"유기농 {tagged} 500g 국거리용/찌개용/샐러드용", base * 6, *path, shop=SHOPS[3]),
        item(f"{tagged} 250g+250g", base * 5, *path, shop=""),
        item(f"가정용 실속 {tagged} 산지직송", base * 9, *path, shop=SHOPS[3]),
        item(f"햇 {tagged} 1kg 예약판매", 999_999_999, *path, shop=SHOPS[1]),
        item(f"{tagged} 20kg 업소용 대용량", base * 120, *path, shop=SHOPS[4], kind="1"),
    ]


def wrong_items(name: str) -> list[dict[str, Any]]:
    """Return what a search for an ingredient brings along and nobody should cook."""
    return [
        item(f"강아지 <b>{name}</b> 간식 100g", 900, "생활/건강", "반려동물", "강아지 간식"),
        item(f"<b>{name}</b> 사료 500g", 1500, "생활/건강", "반려동물", "고양이 사료"),
        item(f"<b>{name}</b> 씨앗 모종 50립", 2000, "생활/건강", "정원/원예용품", "씨앗/모종"),
        item(f"<b>{name}</b> 맛 과자 80g", 1200, "식품", "과자/베이커리", "스낵"),
        item(f"<b>{name}</b> 모형 장난감 세트", 8000, "출산/육아", "완구/인형", "역할놀이"),
        item(f"<b>{name}</b> 마스크팩 10매 230g", 5000, "화장품/미용", "마스크/팩", "마스크시트"),
        item(f"중고 <b>{name}</b> 500g", 500, "식품", "농산물", "채소", kind="5"),
        item(f"<b>{name}</b> 500g", 0, "식품"),
    ]


def page(query: str) -> dict[str, Any]:
    """Return the answer to a search: wrong and right goods mixed, none for an unknown name."""
    known = identify(query.rsplit(maxsplit=1)[-1] if query else query).ingredient
    goods = zip_longest(wrong_items(query), right_items(query)) if known is not None else ()
    items = [entry for pair in goods for entry in pair if entry is not None]
    return {
        "lastBuildDate": "Mon, 23 Nov 2026 09:00:00 +0900",
        "total": len(items),
        "start": 1,
        "display": len(items),
        "items": items,
    }
