"""Figures across the apps, each table in one query, as frozen dataclasses.

People count in the unit of their current primary post, and enrolments with them.
Nothing here asks who may see it: a `Scope` comes from `reports.permissions`.
"""
