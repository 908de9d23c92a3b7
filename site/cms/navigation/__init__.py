"""Menus and the footer."""
