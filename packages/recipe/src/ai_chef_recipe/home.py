"""What one person has at home: staples, water, and what the profile names."""

from ai_chef_common.contracts.profile import Profile
from ai_chef_food.household import canonical_names, is_among, is_at_home


class Home:
    """Answers for one profile what need not be bought, each name looked up once."""

    def __init__(self, profile: Profile) -> None:
        self._pantry = profile.pantry
        self._named = sorted(canonical_names(profile.available_ingredients))
        self._has: dict[str, bool] = {}
        self._used: dict[str, frozenset[str]] = {}

    @property
    def named(self) -> tuple[str, ...]:
        """Return what the profile names, in canonical names; staples are not among them."""
        return tuple(self._named)

    def has(self, name: str) -> bool:
        """Tell whether an ingredient need not be bought."""
        if name not in self._has:
            self._has[name] = is_at_home(name, self._pantry, self._named)
        return self._has[name]

    def used_by(self, name: str) -> frozenset[str]:
        """Return what the profile names that an ingredient uses up: 돼지고기 by 돼지앞다리살."""
        if name not in self._used:
            self._used[name] = frozenset(
                item for item in self._named if is_among(name, frozenset({item}))
            )
        return self._used[name]
