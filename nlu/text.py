"""Makes typed text comparable: what the eye reads as the same comes out the same.

``clean`` repairs the characters and keeps the words; ``expand`` goes on to plain lower-case words for the
detectors. Neither is shown to people, and neither may ever empty a message that holds a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from nlu.lexicon_files import double_letters, homoglyphs, plain_words, text_speak

DROPPED = {"Cc", "Cf", "Co", "Cs", "Cn", "Mn", "Me"}  # control, format, private, unassigned, accents
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "…": ". "})
SPACES = re.compile(r"[^\S\n]+")
DASHES = re.compile(r" ?[–—] ?| -+ ")
LETTERS = re.compile(r"(?!www\.)[a-z]{3,}", re.IGNORECASE)
REPEATED_LETTER = re.compile(r"([a-z])\1{2,}", re.IGNORECASE)
REPEATED_MARK = re.compile(r"([!?.,*_~])\1+")
SPACED_OUT = re.compile(r"(?<![\w'])[a-z](?:([ .*_-])[a-z](?:\1[a-z])+)(?![\w'])", re.IGNORECASE)
WORD = re.compile(r"[a-z0-9@$]+(?:'[a-z]+)*", re.IGNORECASE)
LEET = str.maketrans("01345@$", "oieasas")
JOINED_AGE = re.compile(r"\b(\d{1,2})(?:yo|yrs?|yos)\b")  # "4yo"
BETWEEN = re.compile(r"[ -]+")
BLANK_LINE = re.compile(r"\n\s*\n")
LONGEST_WORD = 40  # letters; of anything longer no spelling is looked up
LONGEST_SPACED_OUT = 200
LONGEST_SPELT = 14
ZERO_WIDTH_SPACE = "\u200b"


def clean(text: str) -> str:
    """The same words with hidden, look-alike, repeated and spaced-out characters repaired; case is kept."""
    visible = SPACES.sub(" ", _visible(unicodedata.normalize("NFKC", text)))
    folded = _fold_lookalikes(visible).translate(STRAIGHT)
    whole = LETTERS.sub(_shorten, REPEATED_MARK.sub(r"\1", DASHES.sub(" - ", folded)))
    return _respaced(SPACED_OUT.sub(_join, whole))


def expand(cleaned: str) -> str:
    """Plain lower-case words for the detectors: text-speak, contractions and misspellings written out."""
    words = JOINED_AGE.sub(r"\1 yo", _replace_phrases(cleaned.lower()))
    return WORD.sub(lambda match: _plain(match.group()), words)


def _visible(text: str) -> str:
    """Without accents and unseen characters; zero-width spaces count where there are no others."""
    if ZERO_WIDTH_SPACE in text and not any(c.isspace() for c in text):
        text = text.replace(ZERO_WIDTH_SPACE, " ")
    spaced = "".join("\n" if c in "\n\r" else " " if c.isspace() else c for c in text)
    decomposed = unicodedata.normalize("NFKD", spaced)
    return "".join(c for c in decomposed if c == "\n" or unicodedata.category(c) not in DROPPED)


def _respaced(text: str) -> str:
    """Single spaces: on a phone a line often breaks inside a sentence. A blank line is kept as a break."""
    return "\n".join(" ".join(part.split()) for part in BLANK_LINE.split(text.strip()))


def _fold_lookalikes(text: str) -> str:
    """Cyrillic and Greek twins become Latin, unless the whole message is in that script."""
    if text.isascii():
        return text
    latin = sum(c.isascii() and c.isalpha() for c in text)
    table = homoglyphs()
    twins = sum(ord(c) in table for c in text)
    return text.translate(table) if latin >= twins else text


def _shorten(match: re.Match[str]) -> str:
    """``heeeelp`` has one e, ``freeeezing`` two: two only where a known word has two."""
    word = match.group()
    doubled = REPEATED_LETTER.sub(r"\1\1", word)
    known = len(doubled) <= LONGEST_WORD and doubled.lower() in double_letters()
    return doubled if known else REPEATED_LETTER.sub(r"\1", word)


def _join(match: re.Match[str]) -> str:
    """``h i t s`` is read as the word it spells, if it spells one; initials are left alone."""
    letters = "".join(c for c in match.group().lower() if c.isalpha())
    if len(letters) > LONGEST_SPACED_OUT:
        return match.group()
    return " ".join(_spelt(letters) or [match.group()])


def _spelt(letters: str) -> list[str]:
    """The fewest known words that the letters spell, at least two letters a word on average; or none."""
    fewest: list[int | None] = [0]  # words needed for the letters up to here
    begins = [0]
    for end in range(1, len(letters) + 1):
        options = [
            (count + 1, start)
            for start in range(max(0, end - LONGEST_SPELT), end)
            if (count := fewest[start]) is not None and letters[start:end] in plain_words()
        ]
        count, start = min(options, default=(None, 0))
        fewest.append(count)
        begins.append(start)
    total = fewest[-1]
    return _pieces(letters, begins) if total is not None and total * 2 <= max(2, len(letters)) else []


def _pieces(letters: str, begins: list[int]) -> list[str]:
    words: list[str] = []
    end = len(letters)
    while end:
        words.insert(0, letters[begins[end] : end])
        end = begins[end]
    return words


def _replace_phrases(words: str) -> str:
    """Text-speak of several words, with spaces or hyphens between: ``step-dad`` -> ``stepdad``."""
    return _phrases().sub(lambda match: text_speak()[BETWEEN.sub(" ", match.group())], words)


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    keys = sorted((key for key in text_speak() if " " in key), key=len, reverse=True)
    choices = "|".join("[ -]+".join(map(re.escape, key.split())) for key in keys)
    return re.compile(rf"(?<![\w'])(?:{choices})(?![\w'])")


def _plain(word: str) -> str:
    known = text_speak().get(word)
    if known is not None:
        return known
    if "'" in word:
        return _without_apostrophe(word)
    if not word.isalpha() and not word.isdigit():
        unmasked = word.translate(LEET)
        return unmasked if unmasked in plain_words() else word
    return word


def _without_apostrophe(word: str) -> str:
    """``he's`` -> ``he is``, ``isn't`` -> ``is not``; a possessive loses its tail."""
    stem, _, tail = word.rpartition("'")
    if tail == "t" and stem.endswith("n"):
        return f"{text_speak().get(stem + 't', stem[:-1] + ' not')}"
    ending = {"re": "are", "ve": "have", "ll": "will", "m": "am", "d": "would"}.get(tail)
    if ending:
        return f"{stem} {ending}"
    if tail == "s" and stem in {"he", "she", "it", "that", "there", "who", "what", "where", "here", "how"}:
        return f"{stem} is"
    return stem if tail == "s" else stem + tail
