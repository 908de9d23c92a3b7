"""Accounts: one person, one email address, one role; signing in; staff roles."""
