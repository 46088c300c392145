"""Leases: who has a layer open for writing."""
