"""Commands of reach, one in each module."""
