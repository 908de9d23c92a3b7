"""What templates of Django ask for."""
