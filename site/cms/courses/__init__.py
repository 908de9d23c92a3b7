"""The catalogue, the pages of courses, and their modules."""
