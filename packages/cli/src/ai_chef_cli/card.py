"""The result card: recipe, ingredients with prices and their sources, steps, total."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from ai_chef_cli.figures import amount, packs, won
from ai_chef_cli.plain import plain, printable
from ai_chef_cli.texts import (
    ANY_FALLBACK,
    BASES,
    BUDGETS,
    FALLBACKS,
    FOUND,
    LEVELS,
    RECIPE_SOURCES,
    SEASONS,
    UNPRICED,
    VERDICTS,
)
from ai_chef_common.contracts.labels import label, label_of
from ai_chef_common.contracts.pricing import PriceBasis
from ai_chef_common.contracts.recipe import (
    Allergens,
    CheckedRule,
    Nutrition,
    Recipe,
    RecipeOrigin,
    RecipeSourceKind,
    StepMinutes,
)
from ai_chef_common.contracts.result import CostLine, Result
from ai_chef_food.verdicts import RuleVerdict

NUTRIENTS = (
    ("kcal", "열량", "kcal"),
    ("carbohydrateG", "탄수화물", "g"),
    ("fiberG", "식이섬유", "g"),
    ("sugarsG", "당류", "g"),
    ("proteinG", "단백질", "g"),
    ("fatG", "지방", "g"),
    ("saturatedFatG", "포화지방", "g"),
    ("sodiumMg", "나트륨", "mg"),
    ("cholesterolMg", "콜레스테롤", "mg"),
    ("potassiumMg", "칼륨", "mg"),
    ("phosphorusMg", "인", "mg"),
)
"""In the order of a label; results of before do not hold them all."""


def card(result: Result) -> Panel:
    """Return the card of one result."""
    recipe = result.recipe
    facts = f"{recipe.servings}인분 · {recipe.minutes}분 · {LEVELS[recipe.level]}"
    parts: list[RenderableType] = [
        plain(recipe.description),
        plain(facts, style="dim"),
        plain("\n".join(f"! {caution}" for caution in recipe.cautions), style="yellow"),
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
    """Return the ingredients with their prices, two lines each: they fit a terminal of any width."""
    table = Table.grid(padding=(0, 2), expand=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    by_name = {line.name: line for line in pricing}
    is_aligned = [line.name for line in pricing] == [line.name for line in recipe.ingredients]
    for place, ingredient in enumerate(recipe.ingredients):
        line = pricing[place] if is_aligned else by_name.get(ingredient.name)
        name = f"{ingredient.name} {amount(ingredient.amount, ingredient.unit)}"
        table.add_row(plain(name), plain(_price(line) if line else ""))
        if line and (details := _details(line)):
            used = f"쓴 만큼 {won(line.used_cost)}" if line.used_cost else ""
            indented = Padding(plain(details, style="dim"), (0, 0, 0, 2))
            table.add_row(indented, plain(used, style="dim"))
    return table


def _home(recipe: Recipe) -> Iterator[Text]:
    """Yield what the recipe uses of what is at home, what is to buy, and what can stand in for it."""
    if recipe.ingredients_at_hand:
        yield plain(f"집에 있는 재료: {', '.join(recipe.ingredients_at_hand)}")
        yield plain(f"더 필요한 재료: {', '.join(recipe.ingredients_to_buy) or '없음'}")
    for one in recipe.home_substitutes:
        yield plain(f"사지 않으려면: {one.ingredient} 대신 집에 있는 {one.by}")


def _price(line: CostLine) -> str:
    """Return what a line costs at checkout, or why it costs nothing."""
    if line.assumed_at_home:
        return "집에 있다고 봄"
    if line.at_home:
        return "집에 있음"
    if line.price is None:
        return "가격 모름"
    return f"{line.bought_with}에 포함" if line.bought_with else won(line.price)


def _details(line: CostLine) -> str:
    """Return what is bought where, and where its price comes from; nothing of what is not bought."""
    if line.at_home or line.bought_with:
        return ""
    if line.price is None:
        return UNPRICED[line.unpriced] if line.unpriced else ""
    return " · ".join(filter(None, (line.product, packs(line.pack, line.packs), *_origin(line))))


def _origin(line: CostLine) -> Iterator[str]:
    """Yield the shop and the kind of the price; an estimate comes from no shop."""
    if line.basis is not PriceBasis.ESTIMATE:
        yield line.shop or ""
    yield " ".join(filter(None, (BASES[line.basis] if line.basis else "", line.as_of)))
    yield "지난 가격" if line.stale else ""
    yield SEASONS[line.season] if line.season else ""


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
    facts = " · ".join(
        f"{measure} {shown[key]} {unit}{_reservation(nutrition, key)}"
        for key, measure, unit in NUTRIENTS
        if key in shown
    )
    without = f" ({', '.join(nutrition.missing)} 제외)" if nutrition.missing else ""
    counted = f"재료 무게의 {nutrition.coverage * 100:.0f}%를 계산"
    return plain(f"1인분 영양{without}: {facts}\n({counted})\n", style="dim")


def _reservation(nutrition: Nutrition, nutrient: str) -> str:
    """Return what a figure leaves out, to stand beside it."""
    if nutrient not in nutrition.lower_bounds:
        return " 이상" if nutrition.missing else ""
    names = nutrition.unmeasured.get(nutrient, [])
    return f" 이상({', '.join(names)} 제외)" if names else " 이상"


def _allergens(allergens: Allergens) -> Text:
    by_allergen: dict[str, list[str]] = {}
    for finding in allergens.found:
        by_allergen.setdefault(finding.allergen, []).append(finding.path[0])
    listed = ", ".join(
        name if set(sources) == {name} else f"{name}({', '.join(dict.fromkeys(sources))})"
        for name, sources in by_allergen.items()
    )
    summary = f"알레르기 표시 대상: {listed or '22종을 확인했고 나오지 않음'}"
    if allergens.not_assessed:
        summary += f"\n표에 없어 판단할 수 없는 재료: {', '.join(allergens.not_assessed)}"
    return plain(f"{summary}\n제품마다 원재료가 다르니 포장의 표시를 확인해 주세요.\n", style="dim")


def _fitness(recipe: Recipe) -> Iterator[Text]:
    """Yield the limits that were checked, what was looked for, the verdicts on the person's allergens."""
    left_out = recipe.nutrition.missing if recipe.nutrition else []
    limits = [_limit(rule) for rule in recipe.checked_rules if rule.limit is not None]
    if limits:
        without = f" ({', '.join(left_out)} 제외)" if left_out else ""
        yield plain(f"확인한 1인분 기준{without}: {' · '.join(limits)}\n")
    if foods := list(_foods(recipe.checked_rules)):
        yield plain("확인한 재료 기준:\n" + "\n".join(foods) + "\n")
    for wish in recipe.allergens.wishes if recipe.allergens else []:
        yield plain(f"알레르기 '{wish.typed}' → {', '.join(wish.means)}(으)로 봤습니다.\n")
    verdicts = recipe.allergens.verdicts if recipe.allergens else []
    if verdicts:
        summary = ", ".join(f"{item.allergen}({VERDICTS[item.verdict]})" for item in verdicts)
        yield plain(f"내 알레르기 확인: {summary}\n")


def _limit(rule: CheckedRule) -> str:
    shown = rule.to_json()
    if rule.value is not None and rule.unit in {"mg", "kcal"}:
        shown["value"] = f"{rule.value:.0f}"  # as the nutrition above says it
    measure = label(rule.measure) if rule.measure else rule.rule
    bound = label(rule.bound) if rule.bound else ""
    return f"{measure} {shown['value']} {rule.unit} (기준 {shown['limit']} {rule.unit} {bound})"


def _foods(rules: Sequence[CheckedRule]) -> Iterator[str]:
    """Yield which foods the diets leave out, and what was found of them; diets that agree together."""
    together: dict[tuple[str, str | None, RuleVerdict], list[str]] = {}
    for rule in rules:
        if rule.avoided and rule.diet:
            same = ", ".join(rule.avoided), rule.reason, rule.verdict
            together.setdefault(same, []).append(label_of(rule.diet))
    for (foods, reason, verdict), diets in together.items():
        names = ", ".join(dict.fromkeys(diets))
        yield f"- {names}: {foods} {FOUND[verdict]} (이유: {reason})"


def _source(source: RecipeOrigin) -> Text:
    name = "" if source.kind is RecipeSourceKind.BOOK else f" {source.id}"
    summary = f"레시피 출처: {RECIPE_SOURCES[source.kind]}{name}"
    if source.fallback_reason:
        summary += f" ({FALLBACKS.get(source.fallback_reason, ANY_FALLBACK)})"
    return plain(f"{summary}\n", style="dim")


def _costs(result: Result) -> Text:
    summary = Text.assemble(
        ("장보기 합계 ", "bold"),
        (won(result.total_cost), "bold green"),
        (f"   1인분 {won(result.cost_per_serving)}", "bold"),
    )
    if result.used_cost is not None and result.used_cost_per_serving is not None:
        used, each = won(result.used_cost), won(result.used_cost_per_serving)
        summary.append(f"\n쓴 만큼(집에 있던 것 포함) {used}   1인분 {each}")
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
    if result.coverage and result.coverage.priced < result.coverage.of:
        yield f"재료 {result.coverage.of}개 중 {result.coverage.priced}개의 가격을 찾았습니다."
    for gap in result.gaps:
        yield f"- {gap.name}: {UNPRICED[gap.reason]}"
    if result.budget:
        left = won(abs(result.budget.difference))
        yield f"예산 {won(result.budget.limit)}: {BUDGETS[result.budget.verdict].format(left)}"
    if result.budget_repair:
        for swap in result.budget_repair.replacements:
            yield f"- {swap.ingredient} {won(swap.before)} → {swap.by} {won(swap.after)}"
        yield f"이렇게 바꾸면 합계 {won(result.budget_repair.total_after)}"
    if result.baskets and result.baskets.single and result.baskets.difference is not None:
        shop = result.baskets.single.shops[0]
        yield f"{shop} 한 곳에서 모두 사면 {won(result.baskets.difference)} 더 듭니다."
