"""Gold that follows its schema: migration files, what they do to documents, and the questions they leave to people.

`reading.read_migration` reads a file, `engine.migrate` brings documents to a version, `questions.questions` is the
queue of what a person has to decide, `answers.read_answers` reads decisions, `chain` finds the way between versions.
"""
