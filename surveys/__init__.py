"""Surveys: questionnaires, anonymous responses and safe results. Holds no slice yet."""
