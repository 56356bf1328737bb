"""A fine-tuned small encoder, the third safeguarding detector.

Everything works without it: ``load`` says why it is missing and never raises. PyTorch is needed by
``nlu.encoder.train`` alone; reading messages takes numpy.
"""

from __future__ import annotations

import ctypes
import gc
import logging
from dataclasses import dataclass

from directory_data.settings import Settings
from nlu.encoder.encoder import Encoder
from nlu.encoder.heads import Reading

__all__ = ["Encoder", "Loaded", "Reading", "load"]
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Loaded:
    """The encoder, or why there is none."""

    encoder: Encoder | None
    problem: str = ""


def load(settings: Settings) -> Loaded:
    """The encoder with its base weights verified (about 0.3 s); never raises."""
    try:
        return Loaded(Encoder.from_folders(settings.encoder_folder))
    except Exception as error:  # any damage must leave the other detectors working
        log.warning("no encoder: %s", error)
        return Loaded(None, f"{type(error).__name__}: {error}")
    finally:
        _give_back_memory()


def _give_back_memory() -> None:
    """Hand what the weights took while they were being quantised (60 MB) back to the system.

    Only glibc keeps it, and only glibc has the call.
    """
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
