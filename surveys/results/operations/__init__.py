"""Writes to results: tables are released, pages are published, files are taken away."""
