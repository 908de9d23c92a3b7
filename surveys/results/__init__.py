"""What is shown of answers, and what is never shown."""
