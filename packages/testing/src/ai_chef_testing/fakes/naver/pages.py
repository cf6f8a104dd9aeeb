"""Pages of hits: for each ingredient plausible goods, and beside them what must not be taken.

Made up for this project after what is known of Naver's answers (``<b>`` tags, string prices, four
categories, product types, look-alikes among the first hits); no listing is a real one.
"""

import hashlib
from typing import Any

from ai_chef_food.ingredients import identify

SHOPS = ("가람마켓", "나루식품", "다솜푸드", "라온농장", "네이버")

FOOD_PATHS = {
    "fruit": ("식품", "농산물", "과일"),
    "vegetable": ("식품", "농산물", "채소"),
    "mushroom": ("식품", "농산물", "버섯"),
    "grain": ("식품", "농산물", "쌀/잡곡"),
    "legume": ("식품", "농산물", "콩/두부"),
    "egg": ("식품", "축산물", "알류"),
    "dairy": ("식품", "유제품", "우유/치즈"),
    "meat": ("식품", "축산물", "정육"),
    "poultry": ("식품", "축산물", "닭고기"),
    "seafood": ("식품", "수산물", "생선/해산물"),
    "seaweed": ("식품", "수산물", "해조류"),
    "nut": ("식품", "농산물", "견과류"),
    "oil": ("식품", "조미료", "식용유/오일"),
    "seasoning": ("식품", "조미료", "양념/소스"),
    "sweetener": ("식품", "조미료", "설탕/시럽"),
    "processed": ("식품", "가공식품", "통조림/햄"),
    "water": ("식품", "음료", "생수/육수"),
}


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


def right_items(name: str) -> list[dict[str, Any]]:
    """Return plausible goods for an ingredient, its name in the tags of a search."""
    known = identify(name).ingredient
    path = FOOD_PATHS.get(known.group if known else "", ("식품",))
    base = 300 + int(hashlib.sha256(name.encode()).hexdigest()[:4], 16) % 2500
    tagged = f"<b>{name}</b>"
    return [
        item(f"국내산 {tagged} 500g", base * 5, *path, shop=SHOPS[0]),
        item(f"신선한 {tagged} 1kg", base * 9, *path, shop=SHOPS[1]),
        item(f"{tagged} 300g x 2팩", base * 6, *path, shop=SHOPS[2]),
        item(f"유기농 {tagged} 500g", base * 6, *path, shop=SHOPS[3]),
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
    items: list[dict[str, Any]] = []
    if identify(query).ingredient is not None:
        for pair in zip(wrong_items(query), right_items(query), strict=False):
            items += pair
        items += wrong_items(query)[len(right_items(query)) :]
    return {
        "lastBuildDate": "Mon, 23 Nov 2026 09:00:00 +0900",
        "total": len(items),
        "start": 1,
        "display": len(items),
        "items": items,
    }
