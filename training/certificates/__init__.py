"""Certificates: a frozen record of what was met, its document, and its public check."""
