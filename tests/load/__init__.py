"""How Signpost bears many people at once: ``make load`` and ``make soak``, which write docs/load.md."""
