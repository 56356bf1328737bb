"""Thin Rasa components over ``nlu``, which does the work and knows nothing of Rasa."""
