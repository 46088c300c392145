"""An article as the learner reads it, and what a finished one teaches."""
