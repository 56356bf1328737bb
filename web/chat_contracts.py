"""What the chat takes and gives: the views answer with it, and the OpenAPI document is made of it."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from directory_data.vocabulary import Audience
from nlu.labels import Category, Level


class Contact(Struct, kw_only=True):
    """Somebody to ring when a child may not be safe."""

    name: str
    phone: Annotated[str, Meta(description="As people read it.")]
    hours: Annotated[str, Meta(description="When they answer, in words.")]
    open_now: bool
    tel: Annotated[str, Meta(description="A link that rings the number, such as tel:999.")]


class Service(Struct, kw_only=True):
    """A record as one line of a list; what is not known is null."""

    id: str
    name: str
    summary: str | None
    phone: str | None
    email: str | None
    url: Annotated[str | None, Meta(description="The website of the service.")]
    page: Annotated[str, Meta(description="The address of the record's page on this site.")]
    area: Annotated[str | None, Meta(description="In words: North, a town, or Oxfordshire.")]


class Text(Struct, kw_only=True, tag_field="type", tag="text"):
    """Words to show: paragraphs, lists, bold words and links, in Markdown."""

    text: str


class Services(Struct, kw_only=True, tag_field="type", tag="services"):
    """Records to show as a list."""

    items: list[Service]


class Choice(Struct, kw_only=True):
    """A button."""

    label: str
    message: Annotated[str, Meta(description="What to send when the button is pressed.")]


class Choices(Struct, kw_only=True, tag_field="type", tag="choices"):
    """Buttons to show."""

    items: list[Choice]


class Escalation(Struct, kw_only=True):
    """A child may not be safe: show these numbers."""

    level: Annotated[Level, Meta(description="immediate: show the numbers first. check: a question leads.")]
    category: Category
    contacts: list[Contact]


class Source(Struct, kw_only=True):
    """Where an answer comes from."""

    title: str
    url: str | None
    checked: Annotated[str, Meta(description="The day the facts were last known to be right: 2020-05-01.")]


class ChatMessage(Struct, kw_only=True):
    """One message of a person."""

    message: Annotated[str, Meta(min_length=1, pattern=r"\S", description="What the person wrote.")]
    conversation_id: Annotated[
        str | UnsetType | None,
        Meta(description="From the last reply; left out in the first message. An unknown one starts afresh."),
    ] = UNSET
    audience: Annotated[
        Audience | UnsetType | None, Meta(description="Who is writing, if they have said so.")
    ] = UNSET


class ChatReply(Struct, kw_only=True):
    """What to show next."""

    conversation_id: str
    audience: Audience | None
    intent: Annotated[str, Meta(description="What the message was understood to ask for.")]
    escalation: Escalation | None
    messages: Annotated[list[Text | Services | Choices], Meta(description="To show in this order.")]
    sources: list[Source]
    degraded: Annotated[
        bool, Meta(description="True while the chatbot is down and only the directory answers.")
    ]
