"""The home page, sections and standard pages."""
