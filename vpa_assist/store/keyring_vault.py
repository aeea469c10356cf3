"""The computer's keyring: a convenience that opens the store without a passphrase, and a home for audit heads outside it.

Any program of the same user can ask it, so it is never the only lock; a store always opens with its passphrase too. A keyring
that would keep secrets in plain text (priority under 1) is not used.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Any

from vpa_assist.audit import Head
from vpa_assist.store.errors import KeyringForgot, KeyringLocked, NoKeyring
from vpa_assist.store.keys import KEYRING, KeyFile

SERVICE = "vpa-assist"
LEAST_PRIORITY = 1
UNSAFE = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class Vault:
    """One keyring that keeps secrets safely. Every call may raise KeyringLocked."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend

    def get(self, name: str) -> str | None:
        """A secret, or None."""
        try:
            found = self._backend.get_password(SERVICE, name)
        except Exception as error:
            raise KeyringLocked from error
        return found if isinstance(found, str) else None

    def put(self, name: str, secret: str) -> None:
        """Keeps a secret."""
        try:
            self._backend.set_password(SERVICE, name, secret)
        except Exception as error:
            raise KeyringLocked from error

    def forget(self, name: str) -> None:
        """Takes a secret away; one that is not there is no error."""
        with suppress(Exception):
            self._backend.delete_password(SERVICE, name)


def system_vault() -> Vault:
    """The keyring of this computer. Raises NoKeyring where there is none that keeps secrets safely."""
    import keyring
    from keyring.errors import KeyringError

    try:
        backend = keyring.get_keyring()
        # A chain of several would fall back to an unsafe one when the safe one is locked.
        for each in getattr(backend, "backends", [backend]):
            if is_safe(each):
                if hasattr(each, "persist"):
                    each.persist = "local machine"
                return Vault(each)
    except (KeyringError, RuntimeError) as error:
        raise NoKeyring from error
    raise NoKeyring


def is_safe(backend: Any) -> bool:
    """Whether a keyring keeps secrets encrypted: its own priority says so, and it is not one of those that refuse or forget."""
    module = type(backend).__module__
    try:
        priority = float(type(backend).priority)
    except Exception:  # a backend that cannot run here says so by any error it likes
        return False
    return priority >= LEAST_PRIORITY and not module.startswith(
        ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
    )


def remember(keys: KeyFile, data_key: bytes, vault: Vault) -> KeyFile:
    """Puts a random secret into the keyring and gives the key file with the slot that it opens."""
    secret = secrets.token_hex(32)
    vault.put(keys.store_id, secret)
    return keys.wrap(KEYRING, secret, data_key, None)


def open_with_vault(keys: KeyFile, vault: Vault) -> bytes:
    """The data key. Raises KeyringForgot, KeyringLocked."""
    secret = vault.get(keys.store_id)
    data_key = keys.open(KEYRING, secret) if secret else None
    if data_key is None:
        raise KeyringForgot
    return data_key


def keep_head(keys: KeyFile, head: Head, vault: Vault) -> None:
    """Keeps how far the audit trail has come."""
    vault.put(_head_name(keys), str(head))


def kept_head(keys: KeyFile, vault: Vault) -> Head | None:
    """How far the audit trail had come when this computer last kept it."""
    with suppress(ValueError):
        text = vault.get(_head_name(keys))
        return Head.read(text) if text else None
    return None


def _head_name(keys: KeyFile) -> str:
    return f"{keys.store_id}/audit-head"
