"""What changes responses."""
