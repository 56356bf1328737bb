"""Rasa and our actions in one process, without a port."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent, load_agent
from rasa.core.channels import CollectingOutputChannel, UserMessage
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot import launch
from bot.tracker_store import ForgetfulTrackerStore
from directory_data.settings import Settings


class InProcessActions(EndpointConfig):
    """An action server that is called instead of asked; ``down`` makes it fail as a dead one does."""

    def __init__(self) -> None:
        super().__init__("http://actions.invalid")
        self.down = False
        self._executor = ActionExecutor()
        self._executor.register_package("bot.actions")

    async def request(self, *args: Any, json: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        if self.down:
            raise ConnectionError("the action server is down")
        return await self._executor.run(json)


class Assistant:
    """The trained assistant with the tracker store it has in production."""

    def __init__(self, settings: Settings) -> None:
        self.actions = InProcessActions()
        self.store = ForgetfulTrackerStore(None)
        self._loop = asyncio.new_event_loop()
        self._agent: Agent = self._loop.run_until_complete(self._load(launch.model_file(settings)))
        self.store.domain = self._agent.domain

    async def _load(self, model: Path) -> Agent:
        agent = await load_agent(str(model))
        agent.processor.action_endpoint = self.actions
        agent.processor.tracker_store = self.store
        return agent

    def say(
        self,
        text: str,
        sender: str,
        audience: str | None = None,
        channel: str = "rest",
        actions: bool = True,
        **more: Any,
    ) -> list[dict[str, Any]]:
        """The messages of Rasa's REST reply."""
        self.actions.down = not actions
        metadata = (
            {"audience": audience, "escalated": False, "category": None, **more} if channel == "rest" else {}
        )
        collector = CollectingOutputChannel()
        message = UserMessage(text, collector, sender, input_channel=channel, metadata=metadata)
        self._loop.run_until_complete(self._agent.handle_message(message))
        return collector.messages
