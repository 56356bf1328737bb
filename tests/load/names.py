"""What Locust counts, by name."""

ORDINARY, SAFEGUARDING = "ordinary", "safeguarding"
DEGRADED = "answered without Rasa"
CONVERSATION = "conversation"
