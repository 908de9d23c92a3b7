"""Self-paced learning: for now the words of modules are pages of the CMS, and nothing is tracked."""
