"""What people type and choose on the pages of a survey, read and shown again."""
