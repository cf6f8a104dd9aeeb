"""Korean names for what a person sees."""

from ai_chef_common.contracts.pricing import PriceBasis, Season, Unpriced
from ai_chef_common.contracts.profile import CookingLevel
from ai_chef_common.contracts.recipe import RecipeSourceKind
from ai_chef_common.contracts.result import BudgetVerdict
from ai_chef_common.sessions.phases import Status
from ai_chef_food.verdicts import RuleVerdict

STATUSES = {
    Status.PROCESSING: "처리 중",
    Status.COMPLETED: "완료",
    Status.FAILED: "실패",
}

LEVELS = {
    CookingLevel.BEGINNER: "초급",
    CookingLevel.INTERMEDIATE: "중급",
    CookingLevel.ADVANCED: "고급",
}

BASES = {
    PriceBasis.REFERENCE: "참고 가격",
    PriceBasis.ESTIMATE: "추정 가격",
    PriceBasis.OFFER: "판매 가격",
}

SEASONS = {
    Season.CHEAP: "제철 가격",
    Season.DEAR: "비싼 철",
}

RECIPE_SOURCES = {
    RecipeSourceKind.BOOK: "레시피북",
    RecipeSourceKind.BEDROCK: "AI",
}

FALLBACKS = {
    "RecipeRejected": "AI가 쓴 레시피가 조건을 모두 지키지는 못해 레시피북에서 골랐습니다.",
    "RecipeRefused": "AI가 이 요청에 답하지 않아 레시피북에서 골랐습니다.",
    "RecipeSourceUnavailable": "AI가 응답하지 않아 레시피북에서 골랐습니다.",
    "RecipeModelTimedOut": "AI가 제때 답하지 않아 레시피북에서 골랐습니다.",
    "RecipeModelThrottled": "AI에 요청이 몰려 레시피북에서 골랐습니다.",
}
ANY_FALLBACK = "AI가 만든 레시피를 쓸 수 없어 레시피북에서 골랐습니다."
"""The page's ``texts.json`` says the same."""

VERDICTS = {
    "found": "들어 있음",
    "no_listed_match": "확인했고 나오지 않음",
    "cannot_assess": "판단할 수 없음",
}

FOUND = {
    RuleVerdict.KEPT: "없음",
    RuleVerdict.BROKEN: "들어 있음",
    RuleVerdict.CANNOT_ASSESS: "판단할 수 없음",
}

UNPRICED = {
    Unpriced.UNKNOWN_INGREDIENT: "가격표에 없는 재료",
    Unpriced.UNKNOWN_WEIGHT: "무게를 알 수 없는 양",
    Unpriced.NO_HITS: "검색 결과 없음",
    Unpriced.NO_MATCH: "맞는 상품 없음",
    Unpriced.SOURCE_UNAVAILABLE: "가격 서비스가 응답하지 않음",
    Unpriced.QUOTA_EXHAUSTED: "오늘 조회 한도를 다 씀",
    Unpriced.RATE_LIMITED: "가격 조회가 몰려 답을 받지 못함",
    Unpriced.MALFORMED_ANSWER: "가격 서비스의 답을 읽을 수 없음",
    Unpriced.OUT_OF_TIME: "제시간에 답이 오지 않음",
}

BUDGETS = {
    BudgetVerdict.WITHIN: "예산 안입니다 ({} 남음)",
    BudgetVerdict.OVER: "예산을 {} 넘습니다",
    BudgetVerdict.UNKNOWN: "가격을 모르는 재료가 있어 알 수 없습니다 (지금까지 {} 남음)",
}
