"""Settings: `base` is safe for production, `dev` and `test` say only how they differ."""
