"""General readers: pages, feeds and documents that need no code of their own."""
