"""The Rasa assistant: config, domain, rules, pipeline components and actions."""
