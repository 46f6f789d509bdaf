"""Figures of the present day kept ready, and kept right by the database itself."""
