"""What can stop the store: each a `CannotDo` with a key that the window can offer a way on by.

The sentences are data (`forms/store.toml`), one for each key; they say what happened, what is safe and what to do next.
`way_on` names the steps that help, in the order in which the window should offer them.
"""

from __future__ import annotations

from typing import ClassVar

from vpa_assist.errors import CannotDo


class StoreCannot(CannotDo):
    """Something outside the program stops the store. `key` finds the sentence, `way_on` the steps that help."""

    key: ClassVar[str] = ""
    way_on: ClassVar[tuple[str, ...]] = ()

    def __init__(self, **words: object) -> None:
        self.words = words
        super().__init__(sentence(self.key, **words))


def sentence(key: str, **words: object) -> str:
    """One sentence of the store's, with its words filled in."""
    from vpa_assist import catalogue

    return str(catalogue.default().raw("store")[key]).format(**words)


class WrongPassphrase(StoreCannot):
    """The passphrase opens no slot of this store. `failures` counts the tries since the last that was right."""

    key = "wrong_passphrase"
    way_on = ("try_again", "recovery_code")

    def __init__(self, failures: int = 1) -> None:
        self.failures = failures
        super().__init__()


class WrongRecoveryCode(StoreCannot):
    """A well-formed recovery code that is not this store's."""

    key = "wrong_recovery_code"
    way_on = ("try_again",)


class RecoveryCodeMistyped(StoreCannot):
    """The check letters of the recovery code do not fit. `groups` are the groups (from 1) to look at again."""

    key = "recovery_code_mistyped"
    way_on = ("try_again",)

    def __init__(self, groups: tuple[int, ...]) -> None:
        self.groups = groups
        super().__init__(groups=", ".join(str(each) for each in groups))


class RecoveryCodeTooShort(StoreCannot):
    """The recovery code has too few or too many letters."""

    key = "recovery_code_length"
    way_on = ("try_again",)


class TooManyTries(StoreCannot):
    """Several wrong passphrases in a row: the next try is open after `seconds`."""

    key = "too_many_tries"
    way_on = ("wait", "recovery_code")

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(seconds=seconds)


class PassphraseTooShort(StoreCannot):
    """A new passphrase with fewer letters than the least."""

    key = "passphrase_too_short"
    way_on = ("try_again",)


class NoKeyring(StoreCannot):
    """This computer has no keyring that keeps a secret safely."""

    key = "no_keyring"
    way_on = ("passphrase",)


class KeyringLocked(StoreCannot):
    """The computer's keyring is locked or does not answer."""

    key = "keyring_locked"
    way_on = ("passphrase",)


class KeyringForgot(StoreCannot):
    """The computer's keyring no longer holds this store's key, or holds one that does not fit."""

    key = "keyring_forgot"
    way_on = ("passphrase",)


class StoreMissing(StoreCannot):
    """A store is expected here and its file is gone. A new one is never made in its place."""

    key = "store_missing"
    way_on = ("find_folder", "restore")


class KeysMissing(StoreCannot):
    """The store's file is here, its key file is not."""

    key = "keys_missing"
    way_on = ("restore_keys", "find_folder")


class KeysDamaged(StoreCannot):
    """The key file is damaged, or was changed to weaker settings than this program allows."""

    key = "keys_damaged"
    way_on = ("restore_keys",)


class StoreExists(StoreCannot):
    """A new store was asked for where one already is."""

    key = "store_exists"
    way_on = ("unlock",)


class StoreDamaged(StoreCannot):
    """The key fits, and the file is not what was written."""

    key = "store_damaged"
    way_on = ("restore",)


class NotEncrypted(StoreCannot):
    """A database in plain text stands where the encrypted one is expected."""

    key = "not_encrypted"
    way_on = ("restore", "tell_support")


class NoCipher(StoreCannot):
    """The database library of this installation cannot encrypt."""

    key = "no_cipher"
    way_on = ("tell_support",)


class NewerStore(StoreCannot):
    """The store was written by a newer version of the program."""

    key = "newer_store"
    way_on = ("update",)


class OtherKind(StoreCannot):
    """A training document in a live store, or the other way round."""

    key = "other_kind"
    way_on = ("open_other_kind",)


class OtherKindOpen(StoreCannot):
    """A live store was asked for in a process that has a training store open, or the other way round."""

    key = "other_kind_open"
    way_on = ("start_other_kind",)


class DiskFull(StoreCannot):
    """No room is left. Everything that was saved is safe; the last change is not on disk."""

    key = "disk_full"
    way_on = ("free_space", "save_copy")


class CannotWrite(StoreCannot):
    """The folder or the file may not be written."""

    key = "cannot_write"
    way_on = ("save_copy", "find_folder")


class WriteFailed(StoreCannot):
    """The disk reported a fault."""

    key = "write_failed"
    way_on = ("try_again", "save_copy")


class StoreVanished(StoreCannot):
    """The file was moved, replaced or deleted while it was open: what was saved last is not in the file at that place."""

    key = "store_vanished"
    way_on = ("save_copy",)


class StoreBusy(StoreCannot):
    """Another window is writing to this store and did not finish in time."""

    key = "store_busy"
    way_on = ("try_again",)


class StaleRevision(StoreCannot):
    """Somebody else saved this draft since it was loaded. `revision`, `by` and `at` are of the newer one."""

    key = "stale_revision"
    way_on = ("compare", "reload", "save_as_copy")

    def __init__(self, draft_id: str, revision: int, by: str, at: str) -> None:
        self.draft_id = draft_id
        self.revision = revision
        self.by = by
        self.at = at
        super().__init__(by=by, at=at[11:16], day=at[:10])


class NoSuchDraft(StoreCannot):
    """The draft is not in this store: it was deleted, or never here."""

    key = "no_such_draft"
    way_on = ("reload",)


class NoReason(StoreCannot):
    """A deletion without a reason."""

    key = "no_reason"
    way_on = ("try_again",)


class Closed(StoreCannot):
    """The store was closed or locked."""

    key = "closed"
    way_on = ("unlock",)


class BackupUnusable(StoreCannot):
    """A backup that does not open with this store's key, or is damaged."""

    key = "backup_unusable"
    way_on = ("other_backup",)


class TransferRefused(StoreCannot):
    """A sealed file that cannot be taken in."""

    key: ClassVar[str] = "transfer_not_ours"
    way_on: ClassVar[tuple[str, ...]] = ("ask_sender",)


class TransferNotOurs(TransferRefused):
    """Not a sealed file of VPA Assist."""


class TransferDamaged(TransferRefused):
    """Cut off, changed on the way, or opened with another passphrase or key."""

    key = "transfer_damaged"
    way_on = ("try_again", "ask_sender")


class TransferNewer(TransferRefused):
    """Sealed by a newer version of the program."""

    key = "transfer_newer"
    way_on = ("update",)


class TransferTooLarge(TransferRefused):
    """Larger than any document can be."""

    key = "transfer_too_large"


class TransferForAnother(TransferRefused):
    """Sealed for another person's key."""

    key = "transfer_for_another"
