"""The partnership that runs this site: its name, look, contacts and helplines, all set by editors."""
