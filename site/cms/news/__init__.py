"""News and stories."""
