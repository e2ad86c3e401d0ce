"""Tags that stand hundreds of times on a page: the same as Django's, with what never changes worked out once.

``{% url %}`` keeps the shape of an address and fills the ids in; ``{% translate %}`` and ``{% blocktranslate %}`` keep
the words of each language. Whatever is not the plain case is left to Django. How much it gives: docs/measured.md.
"""

from functools import cache
from uuid import UUID

from django import template
from django.conf import settings
from django.template.base import Parser, Token, Variable, render_value_in_context
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_of_django
from django.templatetags import i18n
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.translation import get_language, gettext

register = template.Library()

PLACES = tuple(UUID(int=number) for number in range(1, 4))  # stand where the ids will


@cache
def _shape(name: str, ids: int, prefix: str, urlconf: str) -> tuple[str, ...]:  # noqa: ARG001 - the prefix is in it
    """Return an address in pieces, to be joined by its ids; nothing where it is not made of ids in their order."""
    try:
        address = reverse(name, urlconf, args=PLACES[:ids])
    except NoReverseMatch:
        return ()
    pieces = []
    for place in PLACES[:ids]:
        before, found, address = address.partition(str(place))
        if not found:
            return ()
        pieces.append(before)
    pieces.append(address)
    return tuple(pieces) if all(piece == escape(piece) for piece in pieces) else ()


class Address(URLNode):
    """An address by its name; one made of ids is looked up once in the life of the process."""

    def render(self, context: Context) -> str:
        """Return the address, or set it where the tag says ``as``."""
        ids = [arg.resolve(context) for arg in self.args]
        name = self.view_name.resolve(context)
        if self.kwargs or len(ids) > len(PLACES) or not all(type(one) is UUID for one in ids):
            return super().render(context)
        shape = _shape(name, len(ids), get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
        if not shape:
            return super().render(context)
        address = shape[0] + "".join(f"{one}{piece}" for one, piece in zip(ids, shape[1:], strict=True))
        if self.asvar is None:
            return address
        context[self.asvar] = address
        return ""


@register.tag("url")
def do_url(parser: Parser, token: Token) -> Address:
    """Write an address by its name."""
    node = url_of_django(parser, token)
    return Address(node.view_name, node.args, node.kwargs, node.asvar)


class Words(template.Node):
    """Words of the template itself, without filters: each language's are looked up once."""

    def __init__(self, words: i18n.TranslateNode, name: str | None) -> None:
        self.words, self.name = words, name
        self.known: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """Return the words in the reader's language, or set them where the tag says ``as``."""
        language = get_language()
        words = self.known.get(language)
        if words is None:
            words = self.known[language] = self.words.render(context)
        if self.name is None:
            return words
        context[self.name] = words
        return ""


@register.tag("translate")
def do_translate(parser: Parser, token: Token) -> template.Node:
    """Write words of the template in the reader's language."""
    node = i18n.do_translate(parser, token)
    said = node.filter_expression
    if said.filters or not isinstance(said.var, Variable) or said.var.lookups is not None or node.message_context:
        return node
    return Words(i18n.TranslateNode(said, node.noop), node.asvar)


class Sentence(i18n.BlockTranslateNode):
    """A sentence with values in it: each language's sentence is looked up once."""

    known: dict[str | None, str]
    msgid: str
    names: list[str]

    def render(self, context: Context, nested: bool = False) -> str:
        """Return the sentence with the values of now."""
        language = get_language()
        said = self.known.get(language)
        if said is None:
            said = self.known[language] = gettext(self.msgid)
        own = {name: value.resolve(context) for name, value in self.extra_context.items()}
        try:
            values = {name: own[name] if name in own else context[name] for name in self.names}
            return said % {name: render_value_in_context(value, context) for name, value in values.items()}
        except (KeyError, ValueError):  # a name that is not there, or a broken translation: Django knows what to do
            return super().render(context, nested)


@register.tag("blocktranslate")
def do_block_translate(parser: Parser, token: Token) -> i18n.BlockTranslateNode:
    """Write a sentence of the template in the reader's language."""
    node = i18n.do_block_translate(parser, token)
    if node.plural or node.countervar or node.message_context or node.asvar:
        return node
    quick = Sentence(node.extra_context, node.singular, trimmed=node.trimmed)
    quick.known = {}
    quick.msgid, quick.names = quick.render_token_list(quick.singular)
    return quick
