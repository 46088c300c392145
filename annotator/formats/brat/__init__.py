"""brat: `annotation.conf` and its companions as schemas, standoff `.ann` beside `.txt` as documents; both ways.

The model for every other format: `grammar` and `lines` read what stands in the files, `schema_import`, `reading` turn
it into schemas and documents, `schema_export`, `writing` go back.
"""
