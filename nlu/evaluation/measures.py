"""Counts and shares with their 95% intervals, each beside the bar it is held to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from scipy.stats import beta

from directory_data.directory import Directory
from directory_data.search import SearchQuery
from directory_data.vocabulary import Audience
from nlu.conversation import Memory
from nlu.evaluation import sets
from nlu.evaluation.sets import Sets
from nlu.labels import Level
from nlu.reading import Scores
from nlu.understand import Understander


@dataclass(frozen=True)
class Share:
    """``hits`` of ``total``, with the bar it must reach (``at_least``) or stay under."""

    name: str
    hits: int
    total: int
    bar: float | None = None
    at_least: bool = True

    @property
    def value(self) -> float:
        return self.hits / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Clopper-Pearson, 95%."""
        low = beta.ppf(0.025, self.hits, self.total - self.hits + 1) if self.hits else 0.0
        high = beta.ppf(0.975, self.hits + 1, self.total - self.hits) if self.hits < self.total else 1.0
        return float(low), float(high)

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        return self.value >= self.bar if self.at_least else self.value <= self.bar


@dataclass
class Evaluation:
    """Everything one run measured."""

    messages: Sets = sets.HELD_OUT
    shares: list[Share] = field(default_factory=list)
    misread: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Name of the measure to the messages that were misread, for the people who improve it."""
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(right intent, given intent) of the intent messages."""
    scores: dict[str, list[Scores]] = field(default_factory=dict)
    """Name of a set of messages to what the detectors gave each of them."""
    milliseconds: float = 0.0
    """Median time to understand a message."""


def measure(
    understander: Understander, directory: Directory, messages: Sets, progress: Callable[[str], None]
) -> Evaluation:
    """Run every set through the same entrances that site and bot use."""
    found = Evaluation(messages)
    for step in (_positives, _ordinary, _look_alikes, _conversations, _audience, _intents, _speed):
        progress(step.__name__.strip("_").replace("_", " "))
        step(understander, found)
    progress("needs")
    _needs(directory, found)
    return found


def _levels(
    understander: Understander, found: Evaluation, name: str, texts: Iterable[str]
) -> list[Level | None]:
    """How each text is answered; also keeps its scores."""
    read = [understander.understand(text, Memory()) for text in texts]
    found.scores[name] = [understood.scores for understood in read]
    return [understood.assessment.level for understood in read]


def _positives(understander: Understander, found: Evaluation) -> None:
    messages = found.messages.positives()
    texts = [message.text for message in messages]
    levels = list(zip(messages, _levels(understander, found, "positives", texts), strict=True))
    immediate = [level == "immediate" for _, level in levels]
    found.shares.append(Share("positives immediate", sum(immediate), len(levels), 0.99))
    either = [level is not None for _, level in levels]
    found.shares.append(Share("positives immediate or check", sum(either), len(levels), 0.998))
    for attribute, bar in (("category", 0.97), ("voice", None)):
        for value, rows in _grouped(levels, attribute):
            hits = sum(level == "immediate" for level in rows)
            found.shares.append(Share(f"{attribute} {value} immediate", hits, len(rows), bar))
    found.misread["positives not immediate"] = [
        f"[{level or 'missed'}] {message.text}" for message, level in levels if level != "immediate"
    ]


def _ordinary(understander: Understander, found: Evaluation) -> None:
    _false_alarms(understander, found, "ordinary", found.messages.harmless(), (0.01, 0.04))


def _look_alikes(understander: Understander, found: Evaluation) -> None:
    texts = [message.text for message in found.messages.look_alikes()]
    _false_alarms(understander, found, "look-alikes", texts, (0.08, 0.20))


def _false_alarms(
    understander: Understander, found: Evaluation, name: str, texts: list[str], bars: tuple[float, float]
) -> None:
    levels = list(zip(texts, _levels(understander, found, name, texts), strict=True))
    immediate = sum(level == "immediate" for _, level in levels)
    either = sum(level is not None for _, level in levels)
    found.shares.append(Share(f"{name} immediate", immediate, len(levels), bars[0], at_least=False))
    found.shares.append(Share(f"{name} immediate or check", either, len(levels), bars[1], at_least=False))
    found.misread[f"{name} escalated"] = [f"[{level}] {text}" for text, level in levels if level]


def _conversations(understander: Understander, found: Evaluation) -> None:
    right = 0
    conversations = found.messages.conversations()
    for conversation in conversations:
        turn = _first_escalation(understander, conversation.turns)
        right += turn == conversation.escalates_at
        if turn != conversation.escalates_at:
            line = f"[turn {turn}, not {conversation.escalates_at}] {' | '.join(conversation.turns)}"
            found.misread["conversations on the wrong turn"].append(line)
    found.shares.append(Share("conversations on the right turn", right, len(conversations), 0.97))


def _first_escalation(understander: Understander, turns: list[str]) -> int:
    memory = Memory()
    for number, turn in enumerate(turns, start=1):
        understood = understander.understand(turn, memory)
        memory = understood.memory
        if understood.assessment.level == "immediate":
            return number
    return 0


def _audience(understander: Understander, found: Evaluation) -> None:
    clear, unclear = [0, 0], [0, 0]
    for message in found.messages.audience_messages():
        audience = understander.understand(message.text, Memory()).audience
        given = audience.value if audience else "unclear"
        counts = unclear if message.audience == "unclear" else clear
        counts[0] += given == message.audience
        counts[1] += 1
        if given != message.audience:
            found.misread["audience"].append(f"[{given}, not {message.audience}] {message.text}")
    found.shares.append(Share("audience clear and right", clear[0], clear[1], 0.95))
    found.shares.append(Share("audience unclear left unclear", unclear[0], unclear[1], 0.85))


def _intents(understander: Understander, found: Evaluation) -> None:
    messages = found.messages.intent_messages()
    first = among_three = 0
    for message in messages:
        understood = understander.understand(message.text, Memory())
        ranking = [intent for intent, _ in understood.ranking[:3]]
        first += understood.intent == message.intent
        among_three += message.intent in ranking
        found.confusion[message.intent, understood.intent] += 1
        if understood.intent != message.intent:
            found.misread["intents"].append(f"[{understood.intent}, not {message.intent}] {message.text}")
    found.shares.append(Share("intent right", first, len(messages)))
    found.shares.append(Share("intent among the first three", among_three, len(messages)))


def _needs(directory: Directory, found: Evaluation) -> None:
    first = among_five = 0
    needs = found.messages.needs()
    for need in needs:
        audience = Audience(need.audience) if need.audience else None
        results = directory.search(SearchQuery(need.text, audience=audience, per_page=5))
        keys = [hit.record.key for hit in results.hits]
        first += keys[:1] != [] and keys[0] in need.good
        among_five += not set(keys).isdisjoint(need.good)
        if set(keys).isdisjoint(need.good):
            found.misread["needs"].append(f"[{', '.join(keys[:3])}; right: {need.good[0]}] {need.text}")
    found.shares.append(Share("needs: a right record in the first five", among_five, len(needs), 0.95))
    found.shares.append(Share("needs: a right record first", first, len(needs), 0.80))


def _speed(understander: Understander, found: Evaluation) -> None:
    times = []
    for message in found.messages.ordinary()[:200]:
        began = perf_counter()
        understander.understand(message.text, Memory())
        times.append((perf_counter() - began) * 1000)
    found.milliseconds = median(times)


def _grouped(
    levels: Iterable[tuple[sets.Positive, Level | None]], attribute: str
) -> list[tuple[str, list[Level | None]]]:
    groups: dict[str, list[Level | None]] = defaultdict(list)
    for message, level in levels:
        groups[getattr(message, attribute)].append(level)
    return sorted(groups.items())
