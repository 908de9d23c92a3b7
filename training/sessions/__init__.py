"""Sessions: one dated delivery of a course, its venue and its facilitators."""
