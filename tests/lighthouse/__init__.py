"""How the public site does on a phone: ``make lighthouse``, which writes docs/lighthouse.md."""
