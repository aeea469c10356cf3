"""Who can open the store, and how: passphrase, recovery code, the computer's keyring, and the head of the trail kept there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from vpa_assist.audit import Head
from vpa_assist.audit import Kind as Act
from vpa_assist.store import keyring_vault
from vpa_assist.store.connection import Connection
from vpa_assist.store.errors import KeysDamaged, KeysMissing, WrongPassphrase
from vpa_assist.store.files import BACKUPS, KEYS
from vpa_assist.store.keyring_vault import Vault, system_vault
from vpa_assist.store.keys import KEYRING, PASSPHRASE, RECOVERY, Cost, KeyFile, check_passphrase, read_key_file, write_key_file
from vpa_assist.store.recovery import new_code
from vpa_assist.store.trail import Trail


class Access:
    """The key slots of one open store. Each change is one small file, put in place whole."""

    def __init__(self, connection: Connection, trail: Trail, folder: Path, keys: KeyFile, data_key: bytes, cost: Cost) -> None:
        self._db = connection
        self._last_read = keys
        self._trail = trail
        self._folder = folder
        self._data_key = data_key
        self._cost = cost

    def change_passphrase(self, old: str, new: str) -> None:
        """Puts a new passphrase in the old one's place. Raises WrongPassphrase, PassphraseTooShort, CannotWrite, DiskFull."""
        if self.keys().open(PASSPHRASE, old) is None:
            raise WrongPassphrase
        self.set_passphrase(new)

    def set_passphrase(self, new: str) -> None:
        """Sets a passphrase in a store that was opened by its recovery code. Raises PassphraseTooShort, CannotWrite, DiskFull."""
        check_passphrase(new)
        self._change("passphrase changed", lambda keys: keys.wrap(PASSPHRASE, new, self._data_key, self._cost))

    def new_recovery_code(self) -> str:
        """Makes a new recovery code, shown this once; the old one no longer opens the store."""
        code = new_code()
        self._change("recovery code changed", lambda keys: keys.wrap(RECOVERY, code, self._data_key, self._cost))
        return code

    def remember_in_keyring(self, vault: Vault | None = None) -> None:
        """Lets the computer's keyring open the store. Raises NoKeyring, KeyringLocked."""
        vault = vault or system_vault()
        self._change("keyring opens the store", lambda keys: keyring_vault.remember(keys, self._data_key, vault))

    def forget_in_keyring(self, vault: Vault | None = None) -> None:
        """The keyring no longer opens the store, whatever it still holds."""
        self._change("keyring no longer opens the store", lambda keys: keys.without(KEYRING))
        (vault or system_vault()).forget(self.keys().store_id)

    def in_keyring(self) -> bool:
        """Whether the keyring can open the store."""
        return KEYRING in self.keys().slots

    def keep_head(self, vault: Vault | None = None) -> Head:
        """Keeps in the keyring how far the audit trail has come. Raises NoKeyring, KeyringLocked."""
        head = self._trail.head()
        keyring_vault.keep_head(self.keys(), head, vault or system_vault())
        return head

    def kept_head(self, vault: Vault | None = None) -> Head | None:
        """What the keyring remembers of the audit trail. Raises NoKeyring, KeyringLocked."""
        return keyring_vault.kept_head(self.keys(), vault or system_vault())

    def keys(self) -> KeyFile:
        """The key file; where it has vanished meanwhile, as it was read last."""
        with suppress(KeysMissing, KeysDamaged):
            # Read anew each time: another window may have changed a slot.
            self._last_read = read_key_file(self._folder, self._cost)
        return self._last_read

    def _change(self, act: str, change: Callable[[KeyFile], KeyFile]) -> None:
        with self._db.write():
            self._trail.append(Act.ACCESS, act)
            changed = change(self.keys())
            write_key_file(self._folder, changed)
        # A copy with the old slots beside the backups would still open by the old passphrase.
        if (self._folder / BACKUPS / KEYS).exists():
            write_key_file(self._folder / BACKUPS, changed)
