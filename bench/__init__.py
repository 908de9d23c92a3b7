"""Benchmarks: how fast the product is beside a bare Django view and a bare database loop, in one run."""
