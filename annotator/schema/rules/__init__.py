"""The rules that a schema makes for documents, one file for what each is about; `annotator.schema.judge` asks them."""
