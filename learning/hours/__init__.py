"""The yearly account of training hours: what fills it, and what a year asks."""
