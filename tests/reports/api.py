"""Calling the API as a program does."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts import tokens
from accounts.models import User


def key_of(owner: User, name: str = "Bảng điều hành") -> str:
    return tokens.make_token(owner=owner, name=name, expires_on=tokens.usual_end())[1]


def get(key: str, call: str, asked: dict[str, Any] | None = None, **headers: str):
    """A program: without cookies, with the key in the header."""
    if key:
        headers["authorization"] = f"Bearer {key}"
    return Client().get(reverse(f"api:{call}"), asked or {}, headers=headers)
