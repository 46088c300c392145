"""Files that people write by hand: YAML and TOML with the place of everything, declared as values, read by one reader.

`declared.Declared` is the base of the values, `file_kind.FileKind` says what a file of one kind holds and reads it.
"""
