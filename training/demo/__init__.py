"""Synthetic data at scale, to try the product and to measure it: never for a site that people use."""
