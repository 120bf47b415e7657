"""A next step: what is to be done, and by whom."""

from dataclasses import dataclass

YOU, SUPERVISOR, MANAGER = "You", "Your supervisor", "Your compliance manager"


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done, by whom, and where; `url` is empty when nothing here can be pressed."""

    action: str
    who: str
    words: str = ""
    url: str = ""
    label: str = ""

    @property
    def is_mine(self) -> bool:
        return self.who == YOU
