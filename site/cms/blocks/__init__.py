"""What pages are built from: each block is one class here and one template under `templates/blocks/`."""
