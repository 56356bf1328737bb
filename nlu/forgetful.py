"""spaCy without its memory for words: what a message says is gone when the message has been read.

A vocabulary of spaCy keeps every word that it meets for as long as it lives, and so does its tokeniser.
People's messages hold names and numbers, so no vocabulary that reads them may live long.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

log = logging.getLogger(__name__)
KEPT = 20 * 60.0  # seconds that a model's vocabulary may hold a word that somebody typed
MOST_NEW = 20_000  # such words, about 6 MB


def between_spaces(text: str) -> Doc:
    """A doc of what stands between spaces, with a vocabulary of its own; its text is exactly ``text``."""
    words, spaces = get_words_and_spaces(text.split(), text)
    return Doc(Vocab(), words=words, spaces=spaces)


class OfModel:
    """A model's pipeline, whose parts must share one vocabulary: all is loaded anew before that is old.

    Safe to share between threads.
    """

    def __init__(self, load: Callable[[], Language], kept: float = KEPT, most_new: int = MOST_NEW) -> None:
        self._load, self._kept, self._most_new = load, kept, most_new
        self._renewing = threading.Lock()
        self._due: threading.Timer | None = None
        self._begin(load())

    def __call__(self, text: str) -> Doc:
        doc = self._nlp(text)
        if self.new_words > self._most_new:
            self._renew()
        elif self._due is None or not self._due.is_alive():  # no thread survives a fork
            self._due = threading.Timer(self._kept, self._renew)
            self._due.daemon = True
            self._due.start()
        return doc

    @property
    def new_words(self) -> int:
        """How many the vocabulary has learnt from messages."""
        return len(self._nlp.vocab.strings) - self._at_first

    def _begin(self, nlp: Language) -> None:
        self._at_first = len(nlp.vocab.strings)
        self._nlp = nlp

    def _renew(self) -> None:
        """Load the model again; one that cannot be loaded any more goes on as it is, for somebody waits."""
        if not self._renewing.acquire(blocking=False):
            return
        try:
            self._due = None
            self._begin(self._load())
        except Exception as error:
            log.error("the spaCy model was not loaded anew: %s", type(error).__name__)
        finally:
            self._renewing.release()
