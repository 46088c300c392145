"""The learner in a process of its own: fitted to finished gold, and again and again to the article in hand."""
