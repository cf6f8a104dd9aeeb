"""No text of a recipe promises health or safety; cooking words that look alike stay allowed."""

import pytest

from ai_chef_recipe.gate.claims import claim_in

CLAIMS = """당뇨에 좋은 음식입니다.
혈당을 천천히 올립니다.
이 국을 먹으면 혈압이 내려갑니다.
콜레스테롤 수치를 떨어뜨립니다.
감기 뚝! 생강차.
동맥이 굳는 것을 막습니다.
면역력 UP 버섯전골
피를 맑게 하는 양파입니다.
소화가 잘 되는 무를 넣었습니다.
뼈를 튼튼하게 하는 멸치볶음
먹어도 살이 안 찌는 야식
항암 성분이 가득한 마늘
이 국만 먹으면 약을 끊을 수 있습니다.
안심하고 먹을 수 있는 반찬
먹어도 안전한 요리
부작용이 전혀 없습니다.
돌 전 아기도 안심하고 먹는 죽
임산부도 걱정 없이 드실 수 있습니다.
관절염으로 고생하는 분께 추천합니다.
우유 알레르기가 있어도 괜찮습니다.
알레르기 걱정이 없는 요리""".splitlines()

KITCHEN_WORDS = """칼을 안전하게 다룹니다.
소고기 안심을 썰어 굽습니다.
간이 세지 않게 맞춥니다.
밥 위에 좋아하는 고명을 올립니다.
열을 낮추고 뚜껑을 덮습니다.
갈변을 예방하려고 식초물에 담급니다.
잡내를 없애는 데 좋은 생강을 넣습니다.
조개 살이 빠져나오면 건져 냅니다.
장을 풀어 끓입니다.
무릎 높이의 낮은 상에 냅니다.
아이도 먹기 좋게 잘게 썹니다.
누구나 안전하게 따라 할 수 있습니다.
마음 놓고 저어도 부서지지 않습니다.
당뇨식 기준에 맞춰 밥 양을 줄였습니다.
콜레스테롤을 줄이려고 노른자를 뺐습니다.""".splitlines()

ADVICE = """알레르기가 있으면 땅콩을 빼 주세요.
포장의 알레르기 표시를 확인합니다.
당뇨가 있으면 밥을 줄이는 것이 좋습니다.
임산부는 속까지 익혀 먹는 것이 좋습니다.
속까지 익혀야 안전합니다.
식중독을 예방하려면 도마를 따로 씁니다.
혈압을 낮추는 약을 드시면 의료진과 상의해 주세요.
이 레시피는 치료를 대신하지 않습니다.
혈당을 낮추지는 않습니다.""".splitlines()


@pytest.mark.parametrize("sentence", CLAIMS)
def test_an_effect_on_the_body_or_a_promise_of_safety_is_a_claim(sentence: str) -> None:
    assert claim_in(sentence)


@pytest.mark.parametrize("sentence", KITCHEN_WORDS)
def test_words_of_the_kitchen_are_no_claim(sentence: str) -> None:
    assert claim_in(sentence) is None


@pytest.mark.parametrize("sentence", ADVICE)
def test_advice_and_precautions_are_no_claim(sentence: str) -> None:
    assert claim_in(sentence) is None


def test_a_claim_comes_back_in_its_own_words() -> None:
    assert claim_in("달콤하고 피로를 싹 풀어 주는 무입니다.") == "피로를 싹 풀어"


def test_a_claim_behind_an_excused_one_is_still_found() -> None:
    assert claim_in("식중독을 예방하려면 익히고, 당뇨에 좋은 양파를 곁들입니다.")


def test_a_precaution_against_an_illness_is_a_claim_all_the_same() -> None:
    assert claim_in("당뇨를 예방하려면 이 죽을 드세요.")


def test_an_illness_is_a_claim_wherever_it_is_named() -> None:
    assert claim_in("치매를 멀리하는 밥상")
    assert claim_in("식후혈당이 얌전한 한 끼")


@pytest.mark.parametrize(
    "sentence",
    [
        "소갈비찜",
        "가래떡을 썹니다.",
        "통풍이 잘되는 곳에 말립니다.",
        "준비만 해 둡니다.",
        "원기둥 모양으로 썹니다.",
    ],
)
def test_a_word_that_only_holds_the_name_of_an_illness_is_none(sentence: str) -> None:
    assert claim_in(sentence) is None
