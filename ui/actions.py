"""Every command of the window in one list: its words, keys and place. Menus, palette, help and shortcuts come from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `name` is the method of the window or the editor that does it; its words are `command.NAME`."""

    name: str
    keys: tuple[str, ...] = ()
    where: str = "editor"
    listed: bool = True


COMMANDS = (
    Command("help", ("F1",)),
    Command("next_pane", ("F6",)),
    Command("previous_pane", ("Shift+F6",)),
    Command("next_gap", ("F8",)),
    Command("previous_gap", ("Shift+F8",)),
    Command("fold_panel", ("Ctrl+F8",)),
    Command("next_section", ("Ctrl+PgDown",)),
    Command("previous_section", ("Ctrl+PgUp",)),
    Command("add_child"),
    Command("child_up"),
    Command("child_down"),
    Command("remove_child"),
    Command("go_appearance", ("Alt+A",)),
    Command("go_words", ("Alt+W",)),
    Command("go_activity", ("Alt+C",)),
    Command("go_relationships", ("Alt+R",)),
    Command("go_environment", ("Alt+E",)),
    Command("add_words", ("Ctrl+'",)),
    Command("find_words", ("Ctrl+F",)),
    Command("commands", ("Ctrl+K",), listed=False),
    Command("check_page"),
    Command("preview", ("Ctrl+P",)),
    Command("export"),
    Command("export_urgent"),
    Command("hand_in", ("Ctrl+Return",)),
    Command("save", ("Ctrl+S",)),
    Command("undo", ("Ctrl+Z",)),
    Command("redo", ("Ctrl+Y", "Ctrl+Shift+Z")),
    Command("go_home", ("Alt+Home",)),
    Command("new_referral", ("Ctrl+N",), "window"),
    Command("take_in_file", ("Ctrl+O",), "window"),
    Command("hand_over", (), "window"),
    Command("history", (), "window"),
    Command("open_settings", ("Ctrl+,",), "window"),
    Command("blank", ("Ctrl+B",), "window"),
    Command("lock", ("Ctrl+L",), "window"),
    Command("larger", ("Ctrl++", "Ctrl+="), "window"),
    Command("smaller", ("Ctrl+-",), "window"),
    Command("normal_size", ("Ctrl+0",), "window"),
    Command("light", (), "window"),
    Command("dark", (), "window"),
    Command("follow_system", (), "window"),
)

CHILD_KEYS = tuple(f"Ctrl+{number}" for number in range(1, 10))
"""Keys that open a child, in order."""


def command(name: str) -> Command:
    """The command of this name. Raises KeyError."""
    for each in COMMANDS:
        if each.name == name:
            return each
    raise KeyError(name)
