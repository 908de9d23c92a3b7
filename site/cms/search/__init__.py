"""Search over pages and courses."""
