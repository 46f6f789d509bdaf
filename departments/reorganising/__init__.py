"""Decisions that change units: from a draft to a plan, from a plan to the record.

`acts` says what a decision may order; `planning` works out what that means for every
unit and post and what stands in the way; `preview` tells it to people; `applying`
writes it and `undoing` takes it back.
"""
