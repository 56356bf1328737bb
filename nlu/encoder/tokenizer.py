"""Splits a message into the word pieces that the encoder was trained on (WordPiece, uncased).

Equal, piece for piece, to the ``tokenizers`` package with the model's own ``tokenizer.json`` on every
training message; that package is not in the lock, and this is all of it that one vocabulary needs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
LONGEST_WORD = 100  # characters; the reference gives up at the same length
ASCII_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
HAN = re.compile("[㐀-䶿一-鿿豈-﫿\U00020000-\U0002fa1f]")


class Tokenizer:
    """Word pieces of one vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self.start, self.end = self._numbers[START], self._numbers[END]
        self._unknown = self._numbers[UNKNOWN]

    def pieces(self, text: str) -> list[int]:
        """The numbers of the word pieces of a text, without start and end marks."""
        return [piece for word in words(text) for piece in self._split(word)]

    def windows(self, text: str, length: int, most: int) -> list[list[int]]:
        """One to ``most`` pieces of text of at most ``length`` word pieces, marks included.

        A longer text is read in windows spread evenly from its first to its last word piece.
        """
        pieces, room = self.pieces(text), length - 2
        count = min(most, max(1, -(-len(pieces) // room)))
        last = max(0, len(pieces) - room)
        starts = [round(last * part / max(1, count - 1)) for part in range(count)]
        return [[self.start, *pieces[at : at + room], self.end] for at in starts]

    def _split(self, word: str) -> tuple[int, ...]:
        """Longest known piece first; a word with an unknown rest is unknown as a whole."""
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            piece = self._longest(word, start)
            if piece is None:
                return (self._unknown,)
            end, number = piece
            found.append(number)
            start = end
        return tuple(found)

    def _longest(self, word: str, start: int) -> tuple[int, int] | None:
        prefix = "##" if start else ""
        for end in range(len(word), start, -1):
            number = self._numbers.get(prefix + word[start:end])
            if number is not None:
                return end, number
        return None


def words(text: str) -> list[str]:
    """Lower-case words without accents, each mark and each Han character apart."""
    plain = text.lower() if text.isascii() and text.isprintable() else _plain(text)
    return "".join(f" {c} " if _is_mark(c) else c for c in plain).split()


def _plain(text: str) -> str:
    spaced = HAN.sub(lambda match: f" {match.group()} ", "".join(_visible(c) for c in text))
    decomposed = unicodedata.normalize("NFD", spaced)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").lower()


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    return "" if character == "\ufffd" or unicodedata.category(character).startswith("C") else character


def _is_mark(character: str) -> bool:
    if character.isascii():
        return character in ASCII_MARKS
    return unicodedata.category(character).startswith("P")
