"""The theme: styles, scripts, pictures and typeface, built into static files."""
