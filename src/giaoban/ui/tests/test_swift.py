"""The tags that remember say the same as Django's, for every kind of use on a page."""

from uuid import uuid4

import pytest
from django.template import engines
from django.template.context import Context
from django.template.engine import Engine
from django.urls import NoReverseMatch
from django.utils import translation

ID = uuid4()
FACTS = {"pk": ID, "name": "meetings:meeting", "text": "abc", "who": "<b>An</b>", "n": 3, "day": 5}
SAME = [
    "{% url 'meetings:meeting' pk %}",
    "{% url name pk %}",
    "{% url 'meetings:list' %}",
    "{% url 'meetings:meeting' pk as address %}{{ address }}",
    "{% url 'meetings:meeting' meeting_id=pk %}",
    "{% url 'people:me' as address %}[{{ address }}]",
    "{% url 'no:such' pk as address %}[{{ address }}]",
    "{% url 'meetings:meeting' text as address %}[{{ address }}]",
    "{% translate 'Thông báo' %}",
    "{% translate 'Thông báo' as words %}{{ words }}",
    "{% translate 'Thông báo' noop %}",
    "{% translate 'Thêm' context 'nữa' %}",
    "{% translate text %}",
    "{% translate 'Thông báo'|upper %}",
    "{% translate '5%% & 6' %}",
    "{% blocktranslate with name=who %}Sửa {{ name }}{% endblocktranslate %}",
    "{% blocktranslate %}{{ n }} trang{% endblocktranslate %}",
    "{% blocktranslate with n=day %}{{ n }} trang{% endblocktranslate %}{{ n }}",
    "{% blocktranslate %}{{ nobody }} trang 100%{% endblocktranslate %}",
    "{% blocktranslate trimmed %}\n  gồm {{ n }}\n  trang\n{% endblocktranslate %}",
    "{% blocktranslate count n=n %}một{% plural %}{{ n }} trang{% endblocktranslate %}",
    "{% blocktranslate with n=day asvar words %}{{ n }} trang{% endblocktranslate %}[{{ words }}]",
    "{% autoescape off %}{% blocktranslate with name=who %}Sửa {{ name }}{% endblocktranslate %}{% endautoescape %}",
]


@pytest.mark.parametrize("text", SAME)
def test_says_the_same_as_django(text: str) -> None:
    plain = Engine(builtins=["django.templatetags.i18n"]).from_string(text)
    ours = engines["django"].engine.from_string(text)
    for language in ("vi", "en", "vi"):
        with translation.override(language):
            for _again in range(2):
                assert ours.render(Context(dict(FACTS))) == plain.render(Context(dict(FACTS)))


def test_an_address_follows_its_id() -> None:
    page = engines["django"].engine.from_string("{% url 'meetings:meeting' pk %}")
    for one in (uuid4(), uuid4()):
        assert str(one) in page.render(Context({"pk": one}))


def test_an_address_that_is_not_there_is_an_error() -> None:
    with pytest.raises(NoReverseMatch):
        engines["django"].engine.from_string("{% url 'no:such' pk %}").render(Context(FACTS))
