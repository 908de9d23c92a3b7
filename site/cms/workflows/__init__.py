"""Write, then approve: how a page comes to be published."""
