"""Reads of results: true counts, which stay here; and what was released of them."""
