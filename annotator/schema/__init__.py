"""What may be labelled: released, versioned schemas; the code behind the folder `schema/`.

`language.read_schema` reads a file, `label_schema.LabelSchema` is what it says, `judge.judge` judges documents by it.
"""
