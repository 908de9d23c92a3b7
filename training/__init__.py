"""Training: from a course to a certificate."""
