"""What is asked: questionnaires, their versions and their words."""
