"""What is answered, kept in one way for each mode of anonymity."""
