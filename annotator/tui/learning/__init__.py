"""The learner beside the screen: when it is asked, what it is told, and what becomes of its answers."""
