"""The words of the pages that a new site begins with. Editors change all of them."""
