"""What a new site begins with: lists, courses and pages, and the demonstration people, each in its own module."""
