"""The CMS: every page that an editor can create."""
