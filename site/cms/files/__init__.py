"""Uploaded files: which are let in, and how they are given out."""
