"""Backups of projects: one file with the whole store and what describes it; taking, checking and restoring it."""
