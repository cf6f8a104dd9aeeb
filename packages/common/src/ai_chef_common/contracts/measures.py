"""Korean names of what diet rules measure in one serving, as shown to people and models."""

MEASURES = {
    "net_carbohydrate_g": "순탄수화물",
    "carbohydrate_g": "탄수화물",
    "fat_energy_percent": "지방의 열량 비율",
    "kcal": "열량",
    "saturated_fat_energy_percent": "포화지방의 열량 비율",
    "sodium_mg": "나트륨",
    "potassium_mg": "칼륨",
    "phosphorus_mg": "인",
    "cholesterol_mg": "콜레스테롤",
    "protein_g": "단백질",
}

BOUNDS = {"max": "이하", "min": "이상"}
