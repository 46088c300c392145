"""What differs between two versions of a schema: every change, its class, the least legal version, what it touches.

`comparison.differences` lists the changes, `version.least_version` says what they demand, `impact.impacts` counts what
they touch in given documents, `rendering` shows it.
"""
