"""The referral document: its parts, its addresses, its reading and its canonical form.

Modules are imported by name (`vpa_assist.record.referral`), so that a program which needs no models does not pay for them.
"""

import os

# pydantic looks through everything that is installed for plugins, which would see every text; it takes longer than a model does
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
