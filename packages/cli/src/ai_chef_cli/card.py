"""The result card: recipe, ingredients with prices and their sources, steps, total."""

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ai_chef_cli.texts import BASES, LEVELS, RECIPE_SOURCES, VERDICTS
from ai_chef_common.measures import BOUNDS, MEASURES
from ai_chef_common.pricing import PriceLine
from ai_chef_common.recipe import Allergens, Ingredient, Nutrition, Recipe, RecipeOrigin
from ai_chef_common.result import Result


def won(amount: int) -> str:
    """Return KRW as a person reads it: ``11,500원``."""
    return f"{amount:,}원"


def card(result: Result) -> Panel:
    """Return the card of one result."""
    recipe = result.recipe
    facts = f"{recipe.servings}인분 · {recipe.minutes}분 · {LEVELS[recipe.level]}"
    parts: list[RenderableType] = [
        Text(recipe.description),
        Text(facts, style="dim"),
        _ingredients(recipe, result.pricing),
    ]
    if recipe.ingredients_at_hand:
        parts.append(Text(f"가진 재료 사용: {', '.join(recipe.ingredients_at_hand)}"))
        parts.append(Text(f"더 필요한 재료: {', '.join(recipe.ingredients_to_buy) or '없음'}"))
    parts.append(_steps(recipe))
    if recipe.nutrition:
        parts.append(_nutrition(recipe.nutrition))
    if recipe.allergens:
        parts.append(_allergens(recipe.allergens))
    parts.extend(_fitness(recipe))
    parts.append(_source(recipe.source))
    parts.append(_costs(result))
    return Panel(Group(*parts), title=f"[bold]{recipe.name}[/bold]", padding=(1, 2))


def _ingredients(recipe: Recipe, pricing: list[PriceLine]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("재료")
    table.add_column("양", justify="right")
    table.add_column("구매 단위")
    table.add_column("가격", justify="right")
    table.add_column("판매처")
    table.add_column("출처")
    prices = {line.name: line for line in pricing}
    for ingredient in recipe.ingredients:
        line = prices.get(ingredient.name)
        table.add_row(ingredient.name, _amount(ingredient), *(_price_cells(line) if line else ()))
    return table


def _amount(ingredient: Ingredient) -> str:
    return f"{ingredient.to_json()['amount']} {ingredient.unit}"


def _price_cells(line: PriceLine) -> tuple[str, str, str, str]:
    pack = f"{line.pack} x {line.packs}" if line.pack and line.packs else ""
    basis = BASES[line.basis] if line.basis else ""
    return pack, won(line.price), line.shop, f"{basis} {line.as_of or ''}".strip()


def _steps(recipe: Recipe) -> Text:
    numbered = (f"{number}. {step}" for number, step in enumerate(recipe.steps, 1))
    return Text("\n" + "\n".join(numbered) + "\n")


def _nutrition(nutrition: Nutrition) -> Text:
    shown = nutrition.per_serving.to_json()
    facts = (
        f"1인분 {shown['kcal']} kcal · 탄수화물 {shown['carbohydrateG']} g "
        f"(식이섬유 {shown['fiberG']} g · 당류 {shown['sugarsG']} g) · 단백질 {shown['proteinG']} g "
        f"· 지방 {shown['fatG']} g · 나트륨 {shown['sodiumMg']} mg"
    )
    counted = f"재료 무게의 {nutrition.coverage * 100:.0f}%를 계산"
    if nutrition.missing:
        counted += f", 계산에 넣지 못한 재료: {', '.join(nutrition.missing)}"
    return Text(f"{facts}\n({counted})\n", style="dim")


def _allergens(allergens: Allergens) -> Text:
    by_allergen: dict[str, list[str]] = {}
    for finding in allergens.found:
        by_allergen.setdefault(finding.allergen, []).append(finding.path[0])
    listed = ", ".join(f"{name}({', '.join(sources)})" for name, sources in by_allergen.items())
    told = f"표시 대상 알레르기 22종 가운데: {listed or '표에서 찾은 것 없음'}"
    if allergens.not_assessed:
        told += f"\n표에 없어 판단할 수 없는 재료: {', '.join(allergens.not_assessed)}"
    return Text(f"{told}\n제품마다 원재료가 다르니 포장의 표시를 확인해 주세요.\n", style="dim")


def _fitness(recipe: Recipe) -> Iterator[Text]:
    """Yield the limits that were checked, the verdicts on the person's allergens, the cautions."""
    limits = [_limit(rule.to_json()) for rule in recipe.checked_rules if rule.limit is not None]
    if limits:
        yield Text("확인한 1인분 기준: " + " · ".join(limits) + "\n")
    verdicts = recipe.allergens.verdicts if recipe.allergens else []
    if verdicts:
        told = ", ".join(f"{item.allergen}({VERDICTS[item.verdict]})" for item in verdicts)
        yield Text(f"내 알레르기 재료: {told}\n")
    if recipe.cautions:
        yield Text("\n".join(f"! {caution}" for caution in recipe.cautions) + "\n", style="yellow")


def _limit(rule: dict[str, Any]) -> str:
    measure = MEASURES.get(rule["rule"].rpartition(".")[2], rule["rule"])
    bound = BOUNDS[rule["bound"]]
    return f"{measure} {rule['value']} {rule['unit']} (기준 {rule['limit']} {bound})"


def _source(source: RecipeOrigin) -> Text:
    told = f"레시피 출처: {RECIPE_SOURCES[source.kind]} {source.id}"
    if source.fallback_reason:
        told += f" (AI 대신 레시피북을 썼습니다: {source.fallback_reason})"
    return Text(f"{told}\n", style="dim")


def _costs(result: Result) -> Text:
    return Text.assemble(
        ("합계 ", "bold"),
        (won(result.total_cost), "bold green"),
        (f"   1인분 {won(result.cost_per_serving)}", "bold"),
    )
