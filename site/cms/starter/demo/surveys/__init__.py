"""The demonstration's surveys: two that are open, and one that is closed, with invented answers."""
