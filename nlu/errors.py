"""What can go wrong in understanding.

NluError
+-- TrainingDataError    a training file has an unknown intent, a repeated message or is malformed
+-- ModelUnavailable     the trained model is missing, damaged or not safe to open
+-- ReportRefused        a reported miss says who somebody is, or is known already
+-- RuleError            a safeguarding rule names an unknown word class or category
"""

from __future__ import annotations


class NluError(Exception):
    """Base of everything this package raises on purpose."""


class TrainingDataError(NluError):
    """A training file has an unknown intent, a repeated message or is malformed."""


class ModelUnavailable(NluError):
    """The trained model is missing, damaged or not safe to open."""


class RuleError(NluError):
    """A safeguarding rule names an unknown word class or category."""


class ReportRefused(NluError):
    """A reported miss says who somebody is, or is known already."""
