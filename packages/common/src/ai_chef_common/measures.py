"""Korean names of what diet rules measure in one serving, as people and models are told them."""

MEASURES = {
    "net_carbohydrate_g": "순탄수화물",
    "carbohydrate_g": "탄수화물",
    "fat_energy_percent": "지방의 열량 비율",
    "kcal": "열량",
    "sodium_mg": "나트륨",
    "protein_g": "단백질",
}

BOUNDS = {"max": "이하", "min": "이상"}
