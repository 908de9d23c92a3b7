"""Reads of responses with a rule in them."""
