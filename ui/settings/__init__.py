"""What a person sets and looks after: how the window looks, passphrase and keys, words, backups, keeping, audit trail."""
