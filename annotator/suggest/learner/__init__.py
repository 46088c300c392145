"""The learner: it is fitted to finished gold, and proposes mentions, triggers, arguments and relations."""
