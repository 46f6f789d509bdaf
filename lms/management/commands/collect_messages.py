"""Bring the Vietnamese catalogue up to the source."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from lms.messages import change_catalogue, texts_in_source, untranslated, unused


class Command(BaseCommand):
    help = "Add new texts to locale/vi, untranslated; tell which are used no longer."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--prune", action="store_true", help="remove those as well")

    def handle(self, *args: Any, prune: bool, **options: Any) -> None:
        source = texts_in_source()
        new, old = untranslated(source), unused(source)
        change_catalogue(add=new, remove=old if prune else [])
        for mark, entries in (("+", new), ("-", old)):
            for entry in entries:
                self.stdout.write(f"{mark} {entry.msgid}")
