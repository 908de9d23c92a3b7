"""Commands of reach."""
