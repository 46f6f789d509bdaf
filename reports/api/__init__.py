"""The figures of the reports for other programs: read-only, by key, documented."""
