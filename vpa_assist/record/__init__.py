"""The referral document: its parts, its addresses, its reading and its canonical form.

Modules are imported by name (`vpa_assist.record.referral`), so that a program which needs no models does not pay for them.
"""

import sys
from types import ModuleType


def _without_plugins() -> None:
    """Leaves out pydantic's plugins: they would see every text, and to look for them it imports a mail reader at each start."""
    loader = ModuleType("pydantic.plugin._loader")
    loader.get_plugins = lambda: ()  # type: ignore[attr-defined]
    sys.modules.setdefault(loader.__name__, loader)


_without_plugins()
