"""The records of the directory and how to find them: no web framework, no chat framework."""
