"""The disclosure service: makes tables of people fit to publish. Knows numbers only, and nothing of the product."""
