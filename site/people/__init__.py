"""People, the organisations and areas they belong to, and who may do what."""
