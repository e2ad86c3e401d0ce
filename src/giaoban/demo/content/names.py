"""Fictitious Vietnamese names: varied family names, middle names that go with the given name's gender."""

from random import Random

from giaoban.demo.content.texts import read

_WORDS = {part: str(names).split() for part, names in read("names").items()}


class NameGiver:
    """Gives each caller a name that nobody else of the agency bears."""

    def __init__(self, seed: int, taken: set[str]) -> None:
        """Begin with the names that are taken already."""
        self._random = Random(seed)  # noqa: S311 - names of a demo, guards nothing
        self._taken = set(taken)

    def next_name(self) -> tuple[str, bool]:
        """Return a new full name, and whether it is a woman's."""
        while True:
            is_woman = self._random.random() < 0.42  # noqa: PLR2004 - about the share in a customs department
            name = self._compose(is_woman=is_woman)
            if name not in self._taken:
                self._taken.add(name)
                return name, is_woman

    def _compose(self, *, is_woman: bool) -> str:
        side = "women" if is_woman else "men"
        family, middle, given = (
            self._random.choice(_WORDS[part]) for part in ("family", f"{side}_middle", f"{side}_given")
        )
        middle = middle.replace("_", " ")
        if given in middle.split() or given == family:
            return self._compose(is_woman=is_woman)
        return f"{family} {middle} {given}"
