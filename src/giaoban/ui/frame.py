"""What a page needs to know about the world around it. config fills it in; the templates of ui draw it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One line of the left rail; ``count`` is what waits there for this person."""

    url: str
    label: Text
    icon: str
    active: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Running:
    """A meeting that runs now and that this person may enter."""

    url: str
    title: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hat:
    """A colleague whose authority is delegated to this person now."""

    name: str
    role: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Me:
    """Who is signed in; ``key`` keeps what a browser remembers apart from the next person's."""

    name: str
    key: str = ""
    role: str = ""
    unit: str = ""
    photo: str = ""
    hats: Sequence[Hat] = ()


@dataclass(frozen=True, slots=True)
class MenuLink:
    """One line of the menu behind the person's name."""

    url: str
    label: Text
    icon: str


@dataclass(frozen=True, slots=True)
class Banner:
    """A sentence over every page while something unusual is in force (a staff session, a read-only day)."""

    text: Text
    tone: str = "warning"
    url: str = ""
    action: Text = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around a page, for one person."""

    me: Me | None = None
    nav: Sequence[NavEntry] = ()
    running: Sequence[Running] = ()
    unread: int = 0
    banner: Banner | None = None
    agency: Text = ""
    search_url: str = ""
    notices_url: str = ""
    notices_list_url: str = ""
    language_url: str = ""
    sign_out_url: str = ""
    visit: str = ""  # names this signing-in in the page, and opens nothing
    menu: Sequence[MenuLink] = field(default_factory=tuple)
