"""The result card: recipe, ingredients with prices and their sources, steps, total."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ai_chef_cli.plain import plain, printable
from ai_chef_cli.texts import (
    BASES,
    BUDGETS,
    LEVELS,
    RECIPE_SOURCES,
    SEASONS,
    UNPRICED,
    VERDICTS,
)
from ai_chef_common.contracts.ingredient import Ingredient
from ai_chef_common.contracts.labels import label
from ai_chef_common.contracts.recipe import (
    Allergens,
    CheckedRule,
    Nutrition,
    Recipe,
    RecipeOrigin,
    StepMinutes,
)
from ai_chef_common.contracts.result import CostLine, Result

MORE_NUTRIENTS = (
    ("saturatedFatG", "포화지방", "g"),
    ("cholesterolMg", "콜레스테롤", "mg"),
    ("potassiumMg", "칼륨", "mg"),
    ("phosphorusMg", "인", "mg"),
)
"""Nutrients that results of before do not hold."""


def won(amount: int) -> str:
    """Return KRW as a person reads it: ``11,500원``."""
    return f"{amount:,}원"


def card(result: Result) -> Panel:
    """Return the card of one result."""
    recipe = result.recipe
    facts = f"{recipe.servings}인분 · {recipe.minutes}분 · {LEVELS[recipe.level]}"
    parts: list[RenderableType] = [
        plain(recipe.description),
        plain(facts, style="dim"),
        _ingredients(recipe, result.pricing),
    ]
    parts.extend(_home(recipe))
    parts.append(_steps(recipe))
    if recipe.nutrition:
        parts.append(_nutrition(recipe.nutrition))
    if recipe.allergens:
        parts.append(_allergens(recipe.allergens))
    parts.extend(_fitness(recipe))
    parts.append(_source(recipe.source))
    parts.append(_costs(result))
    return Panel(Group(*parts), title=plain(recipe.name, style="bold"), padding=(1, 2))


def _ingredients(recipe: Recipe, pricing: Sequence[CostLine]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("재료")
    table.add_column("양", justify="right")
    table.add_column("구매 단위")
    table.add_column("가격", justify="right")
    table.add_column("사용분", justify="right")
    table.add_column("판매처", overflow="fold")
    table.add_column("출처")
    by_name = {line.name: line for line in pricing}
    is_aligned = [line.name for line in pricing] == [line.name for line in recipe.ingredients]
    for place, ingredient in enumerate(recipe.ingredients):
        line = pricing[place] if is_aligned else by_name.get(ingredient.name)
        cells = (ingredient.name, _amount(ingredient), *(_price_cells(line) if line else ()))
        table.add_row(*map(plain, cells))
    return table


def _home(recipe: Recipe) -> Iterator[Text]:
    """Yield what the recipe uses of what is at home, what is to buy, and what can stand in for it."""
    if recipe.ingredients_at_hand:
        yield plain(f"집에 있는 재료: {', '.join(recipe.ingredients_at_hand)}")
        yield plain(f"더 필요한 재료: {', '.join(recipe.ingredients_to_buy) or '없음'}")
    for one in recipe.home_substitutes:
        yield plain(f"사지 않으려면: {one.ingredient} 대신 집에 있는 {one.by}")


def _amount(ingredient: Ingredient) -> str:
    return f"{ingredient.to_json()['amount']} {ingredient.unit}"


def _price_cells(line: CostLine) -> tuple[str, str, str, str, str]:
    if line.price is None and line.at_home:
        return "", _price(line, 0), "", "", ""
    if line.price is None:
        why = UNPRICED[line.unpriced] if line.unpriced else ""
        return "", "알 수 없음", "", "", why
    pack = f"{line.pack} x {line.packs}" if line.pack and line.packs else ""
    price = _price(line, line.price)
    used = won(line.used_cost) if line.used_cost is not None else ""
    basis = BASES[line.basis] if line.basis else ""
    stale = " (지난 가격)" if line.stale else ""
    season = f" · {SEASONS[line.season]}" if line.season else ""
    origin = f"{basis} {line.as_of or ''}{stale}{season}".strip()
    return pack, price, used, line.shop or "", origin


def _price(line: CostLine, price: int) -> str:
    """Return what a line costs at checkout, or why it costs nothing."""
    if line.assumed_at_home:
        return "집에 있다고 봄"
    if line.at_home:
        return "집에 있음"
    return f"{line.bought_with}에 포함" if line.bought_with else won(price)


def _steps(recipe: Recipe) -> Text:
    minutes = [*map(_minutes, recipe.step_minutes), *[""] * len(recipe.steps)]
    numbered = (
        f"{number}. {step}{taken}"
        for number, (step, taken) in enumerate(zip(recipe.steps, minutes, strict=False), 1)
    )
    return plain("\n" + "\n".join(numbered) + "\n")


def _minutes(step: StepMinutes) -> str:
    total = (step.active or 0) + step.waiting
    if not total:
        return ""
    return (
        f" ({total}분, 기다림 {step.waiting}분)"
        if step.active and step.waiting
        else f" ({total}분)"
    )


def _nutrition(nutrition: Nutrition) -> Text:
    shown = nutrition.per_serving.to_json()
    facts = (
        f"1인분 {shown['kcal']} kcal · 탄수화물 {shown['carbohydrateG']} g "
        f"(식이섬유 {shown['fiberG']} g · 당류 {shown['sugarsG']} g) · 단백질 {shown['proteinG']} g "
        f"· 지방 {shown['fatG']} g · 나트륨 {shown['sodiumMg']} mg"
    )
    for key, measure, unit in MORE_NUTRIENTS:
        if key in shown:
            facts += f" · {measure} {shown[key]} {unit}"
    counted = f"재료 무게의 {nutrition.coverage * 100:.0f}%를 계산"
    if nutrition.missing:
        counted += f", 계산에 넣지 못한 재료: {', '.join(nutrition.missing)}"
    return plain(f"{facts}\n({counted})\n", style="dim")


def _allergens(allergens: Allergens) -> Text:
    by_allergen: dict[str, list[str]] = {}
    for finding in allergens.found:
        by_allergen.setdefault(finding.allergen, []).append(finding.path[0])
    listed = ", ".join(f"{name}({', '.join(sources)})" for name, sources in by_allergen.items())
    summary = f"표시 대상 알레르기 22종 가운데: {listed or '표에서 찾은 것 없음'}"
    if allergens.not_assessed:
        summary += f"\n표에 없어 판단할 수 없는 재료: {', '.join(allergens.not_assessed)}"
    return plain(f"{summary}\n제품마다 원재료가 다르니 포장의 표시를 확인해 주세요.\n", style="dim")


def _fitness(recipe: Recipe) -> Iterator[Text]:
    """Yield the limits that were checked, the verdicts on the person's allergens, the cautions."""
    limits = [_limit(rule) for rule in recipe.checked_rules if rule.limit is not None]
    if limits:
        yield plain("확인한 1인분 기준: " + " · ".join(limits) + "\n")
    for wish in recipe.allergens.wishes if recipe.allergens else []:
        yield plain(f"알레르기 '{wish.typed}' → {', '.join(wish.means)}(으)로 봤습니다.\n")
    verdicts = recipe.allergens.verdicts if recipe.allergens else []
    if verdicts:
        summary = ", ".join(f"{item.allergen}({VERDICTS[item.verdict]})" for item in verdicts)
        yield plain(f"내 알레르기 재료: {summary}\n")
    if recipe.cautions:
        yield plain("\n".join(f"! {caution}" for caution in recipe.cautions) + "\n", style="yellow")


def _limit(rule: CheckedRule) -> str:
    shown = rule.to_json()
    measure = label(rule.measure) if rule.measure else rule.rule
    bound = label(rule.bound) if rule.bound else ""
    return f"{measure} {shown['value']} {rule.unit} (기준 {shown['limit']} {bound})"


def _source(source: RecipeOrigin) -> Text:
    summary = f"레시피 출처: {RECIPE_SOURCES[source.kind]} {source.id}"
    if source.fallback_reason:
        summary += f" (AI 대신 레시피북을 썼습니다: {source.fallback_reason})"
    return plain(f"{summary}\n", style="dim")


def _costs(result: Result) -> Text:
    summary = Text.assemble(
        ("합계 ", "bold"),
        (won(result.total_cost), "bold green"),
        (f"   1인분 {won(result.cost_per_serving)}", "bold"),
    )
    if result.used_cost is not None and result.used_cost_per_serving is not None:
        summary.append(
            f"\n실제 사용분 {won(result.used_cost)}   1인분 {won(result.used_cost_per_serving)}"
        )
    for line in _answers(result):
        summary.append(f"\n{printable(line)}")
    return summary


def _answers(result: Result) -> Iterator[str]:
    """Yield what the costs mean: range, gaps, budget, cheaper ways."""
    spread = result.total_range
    if spread and spread.high is None:
        yield f"가격을 모르는 재료가 있어 합계는 {won(spread.low)} 이상입니다."
    elif spread and spread.high != spread.low:
        yield f"참고·추정 가격이 있어 {won(spread.low)}~{won(spread.high or 0)} 사이로 봅니다."
    if result.coverage:
        yield f"가격을 찾은 재료 {result.coverage.priced}/{result.coverage.of}"
    for gap in result.gaps:
        yield f"- {gap.name}: {UNPRICED[gap.reason]}"
    if result.budget:
        amount = won(abs(result.budget.difference))
        yield f"예산 {won(result.budget.limit)}: {BUDGETS[result.budget.verdict].format(amount)}"
    if result.budget_repair:
        for swap in result.budget_repair.replacements:
            yield f"- {swap.ingredient} {won(swap.before)} → {swap.by} {won(swap.after)}"
        yield f"이렇게 바꾸면 합계 {won(result.budget_repair.total_after)}"
    if result.baskets and result.baskets.single and result.baskets.difference is not None:
        shop = result.baskets.single.shops[0]
        yield f"{shop} 한 곳에서 모두 사면 {won(result.baskets.difference)} 더 듭니다."
