"""Safeguarding rules: small, named, and each showing in its docstring the phrases it catches.

A rule is a function that returns patterns in the little language of ``nlu.rules.patterns``;
``nlu.rules.registry`` collects them and ``nlu.rules.matching`` runs them all over a message in one pass.
"""
