"""No text of a recipe promises health or safety; cooking words that look alike stay allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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

BODY = """속을 한결 편하게 다독이는 흰죽
위가 약한 남편에게 권하는 마죽
장이 예민한 분께 좋은 감자국
뼈에 구멍이 나는 것을 막아 줍니다.
눈을 환하게 밝혀 주는 블루베리
목을 부드럽게 감싸 주는 도라지청
손끝까지 따뜻한 피가 도는 계피차
술자리가 잦은 남편의 간을 지켜 주는 재첩국
허리가 잘록해지는 두부면
머리 회전이 빨라집니다.
잠을 부르는 상추쌈
뱃살이 고민이라면 저녁을 이 수프로 바꿔 보세요.
살이 빠지는 티라미수
기운을 북돋우는 인삼 닭죽
마음을 어루만지는 국화차
쓰린 속을 달래는 누룽지
방전된 몸을 충전해 주는 장어덮밥
병이 비켜 가는 밥상
장을 빗자루로 쓴 듯이 개운하게 해 줍니다.
신장이 약하신 분도 드실 수 있게 칼륨을 뺐으니 안심하세요.
야식으로 먹어도 얼굴 안 붓는 라면
저속노화 밥상의 핵심, 렌틸콩밥
아랫배를 뜨끈하게 해 주는 쑥국
몸의 진이 다시 차오릅니다.
붓기는 내려 주는 팬케이크
심장이 좋아하는 한 접시
살이 저절로 빠져요.
숨이 덜 차요.
찢어진 근육이 훨씬 빨리 붙습니다.
그만큼 몸에 좋으니 하는 말이지요.
오메가3가 듬뿍 든 꽁치구이
견과류 알레르기요? 이 쿠키는 괜찮으니 드리세요.""".splitlines()

PEOPLE_AND_HABITS = """매일 먹었더니 몸이 달라졌어요.
마시고부터 화장실이 편해요.
하루 한 잔이면 충분합니다.
꾸준히 드시면 달라집니다.
전문의가 추천하는 아침입니다.
동의보감에 적힌 재료입니다.
관절에 좋다고 합니다.
이 샐러드로 한 달 만에 5kg을 뺐어요.
콜레스테롤을 걱정하는 분께 좋은 귀리밥
또래보다 작은 아이에게 먹이는 우유 푸딩
기생충이 죽으니 날로 드셔도 걱정 없습니다.
상한 것도 끓이면 괜찮습니다.
의사가 매일 챙겨 먹는 아침
병원에 갈 일이 없어지는 마늘장아찌
갓난아기에게 먹여도 괜찮은 죽""".splitlines()

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
콜레스테롤을 줄이려고 노른자를 뺐습니다.
속을 파낸 호박에 소를 채웁니다.
속까지 데워지도록 약불에서 익힙니다.
간이 약하면 소금을 더 넣습니다.
장이 되직하면 물로 풀어 줍니다.
차가운 배를 얇게 썰어 올립니다.
새우 등을 펴고 꼬치를 꿰어 굽습니다.
조개 살을 빼고 껍데기는 버립니다.
살이 붙지 않게 기름을 바릅니다.
감자의 눈을 도려냅니다.
이를 지키면 겉이 바삭합니다.
오징어 몸을 씻고 껍질을 벗깁니다.
손에 힘을 주어 물기를 꼭 짭니다.
매운 기운이 올라오면 불을 줄입니다.
국물이 시원하고 개운합니다.
든든한 한 끼가 됩니다.
겨울을 견딘 시금치라 더 답니다.
정신이 번쩍 드는 매운맛입니다.
3분 동안 비벼 가며 씻습니다.
2 kg 감자를 삶습니다.
데워서 먹기만 하면 됩니다.
매일 먹어도 질리지 않는 밑반찬입니다.
무항생제 닭을 썼습니다.
감자 싹의 독을 제거하려면 깊이 도려냅니다.
끓는 물에 소독해 세균을 없앱니다.
고기를 못 먹는 분도 즐길 수 있습니다.
매운 것에 약한 아이도 먹을 수 있습니다.
귓불처럼 말랑하게 반죽합니다.
김밥을 돌돌 감기 쉽게 김을 데웁니다.
장갑을 끼면 손을 보호할 수 있습니다.
식초가 단백질을 굳히는 효과가 있습니다.
맛술이 잡내를 제거하는 데 도움이 됩니다.
병원 앞 분식집 맛을 흉내 냈습니다.
의사 선생님 댁 김장 김치를 얻어 왔습니다.
알레르기가 없는 분은 땅콩을 더해도 됩니다.
1인분에 칼슘 120 mg이 들어 있습니다.""".splitlines()

ADVICE = """알레르기가 있으면 땅콩을 빼 주세요.
포장의 알레르기 표시를 확인합니다.
당뇨가 있으면 밥을 줄이는 것이 좋습니다.
임산부는 속까지 익혀 먹는 것이 좋습니다.
속까지 익혀야 안전합니다.
식중독을 예방하려면 도마를 따로 씁니다.
혈압을 낮추는 약을 드시면 의료진과 상의해 주세요.
이 레시피는 치료를 대신하지 않습니다.
와파린을 드시는 분은 시금치 양을 의사와 상의하세요.
신장이 약한 분은 의사와 상의한 뒤 드세요.
임산부는 생선회를 피하고 익혀 드세요.
덜 익으면 배탈이 날 수 있으니 충분히 익힙니다.
땅콩 알레르기가 있으면 드시지 마세요.
당뇨가 있는 아버지 상에는 설탕을 빼고 냅니다.
이 글은 치료 식단이 아니며 의료진의 안내를 따르시기 바랍니다.
발진이 보이면 소아청소년과에 가세요.
혈당을 낮추지는 않습니다.""".splitlines()


@pytest.mark.parametrize("sentence", [*CLAIMS, *BODY, *PEOPLE_AND_HABITS])
def test_an_effect_on_the_body_or_a_promise_of_safety_is_a_claim(sentence: str) -> None:
    assert claim_in(sentence)


@pytest.mark.parametrize(
    "sentence", ["칼슘은 1인분에 120 mg입니다.", "오메가3 지방산 1.2 g", "엽산 30 µg", "칼슘 120㎎"]
)
def test_a_plain_figure_of_nutrition_is_no_claim(sentence: str) -> None:
    assert claim_in(sentence) is None


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


@given(
    st.sampled_from(
        [
            "속을",
            "위를",
            "장을",
            "간을",
            "목을",
            "눈을",
            "뼈를",
            "심장을",
            "관절을",
            "혈관을",
            "마음을",
            "머리를",
        ]
    ),
    st.sampled_from(["", "한결", "더", "부드럽게", "더 확실하게"]),
    st.sampled_from(["편안하게", "보호해", "달래", "다스려", "건강하게"]),
    st.sampled_from(["주는 죽", "줍니다.", "준다고 해요."]),
)
def test_a_part_of_the_body_with_an_effect_is_a_claim_whatever_stands_between(
    part: str, adverb: str, effect: str, ending: str
) -> None:
    assert claim_in(" ".join(filter(None, (part, adverb, effect, ending))))


@pytest.mark.parametrize("sentence", ["밥상의 주인공은 항암 채소", "전문의 추천, 혈압 잡는 미나리"])
def test_a_word_of_warning_inside_another_word_excuses_nothing(sentence: str) -> None:
    assert claim_in(sentence)


@pytest.mark.parametrize("sentence", ["쉽게 살이 빠지는 두부면", "가볍게 몸을 보하는 오리탕"])
def test_the_end_of_an_adverb_is_no_crab(sentence: str) -> None:
    assert claim_in(sentence)


def test_what_may_go_wrong_excuses_no_promise() -> None:
    assert claim_in("감기를 예방할 수 있으니 자주 끓여 보세요.")
    assert claim_in("임산부의 부기를 빼 주는 호박죽")
