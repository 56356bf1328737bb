"""Which passwords are taken at the desk: long ones that do not stand in the first list that a guesser tries.

As the National Cyber Security Centre advises: length and a list of the commonest, and no rules about capital
letters and signs, which make passwords harder to keep in mind and hardly harder to guess.
"""

from __future__ import annotations

import re

SHORTEST = 12  # characters
LONGEST = 200  # hashing more would only cost time
FEWEST_DIFFERENT = 5  # characters
SHORTEST_NAME = 4
"""Letters of a name, or of a part of it, that must not be in the password: "ann" is in too many words."""
_SIGNS_FOR_LETTERS = str.maketrans("@$!0", "asio")
_COMMON = frozenset(
    """
    password passwordpassword passwordpasswordpassword mypassword mypasswordis thisismypassword newpassword
    passwordone defaultpassword yourpassword temppassword adminpassword secretpassword passwort motdepasse
    welcome welcomewelcome letmein letmeinletmein letmeinplease openthedoor opensesame changeme
    changemechangeme pleasechangeme administrator adminadmin adminadminadmin administratoradministrator
    secret secretsecret topsecret trustno trustnotrustno iloveyou iloveyouiloveyou iloveyousomuch
    iloveyouforever sunshine sunshinesunshine princess princessprincess football footballfootball liverpool
    liverpoolfc manchester manchesterunited manunited arsenal chelsea tottenham everton monkey monkeymonkey
    dragon dragondragon superman supermansuperman starwars pokemon charlie michael computer internet
    qwerty qwertyqwerty qwertyuiop qwertyuiopqwertyuiop qwertyuiopasdf qwertyuiopasdfghjkl
    qwertyuiopasdfghjklzxcvbnm asdfghjkl asdfghjklasdfghjkl asdfasdfasdf zxcvbnm zxcvbnmzxcvbnm
    qazwsx qazwsxedc qazwsxedcrfv zaqwsx abc abcd abcdef abcdefgh abcdefghijkl abcdefghijklmnop
    abcdefghijklmnopqrstuvwxyz abcabcabcabc correcthorsebatterystaple thequickbrownfox
    signpost signpostsignpost council oxfordshire spring summer autumn winter monday january
    """.split()
)
"""The commonest long ones and words of this place, letters only: figures and signs around are nothing."""
_ON_THE_KEYBOARD = frozenset(
    """
    1q2w3e4r5t6y 1q2w3e4r5t6y7u8i 1qaz2wsx3edc 1qaz2wsx3edc4rfv zaq12wsxcde3 q1w2e3r4t5y6 a1b2c3d4e5f6
    """.split()
)


def fault(password: str, name: str) -> str:
    """What is wrong with a new password of the person with this name, and what to do; "" when nothing is."""
    if len(password) < SHORTEST:
        return f"The password is too short: give at least {SHORTEST} characters."
    if len(password) > LONGEST:
        return f"The password is too long: give at most {LONGEST} characters."
    if len(set(password.casefold())) < FEWEST_DIFFERENT:
        return f"The password repeats itself: give at least {FEWEST_DIFFERENT} different characters."
    if _has_name(_squeezed(password), name):
        return "The password has the person's name in it: give words that do not."
    if _is_common(password):
        return (
            "The password is one of the first that are tried: give three or four words without a connection."
        )
    return ""


def _has_name(squeezed: str, name: str) -> bool:
    person = name.partition("@")[0]
    parts = {_squeezed(part) for part in (name, person, *re.split(r"[\W_]+", person))}
    return any(len(part) >= SHORTEST_NAME and part in squeezed for part in parts)


def _is_common(password: str) -> bool:
    written = password.casefold()
    words = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", written)
    stems = {_squeezed(words), _squeezed(words.translate(_SIGNS_FOR_LETTERS))}
    return not words or _squeezed(written) in _ON_THE_KEYBOARD or not _COMMON.isdisjoint(stems)


def _squeezed(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]", "", text.casefold())
