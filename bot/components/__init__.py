"""Thin Rasa components over ``nlu``; with the tracker store, the only code here that imports Rasa."""
