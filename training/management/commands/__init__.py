"""Commands of training, one in each module."""
