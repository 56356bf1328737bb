"""What the assistant does: each module one purpose, all of them answering from the directory."""
