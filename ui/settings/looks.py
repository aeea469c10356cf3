"""How the window looks: text size and theme, with a child's words shown in them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import kit, theme
from ui.settings.part import Part
from ui.supervisor.segment_bar import SegmentBar


class LooksPart(Part):
    """Text size and theme; each choice is seen at once and kept for the next start."""

    key = "looks"

    def build(self) -> None:
        window = self.office.window
        inner = self.block(self.say("settings.text_size"), self.say("settings.text_size_note"))
        sizes = [(str(each), self.say("settings.per_cent", size=each)) for each in theme.TEXT_SIZES]
        self.sizes = SegmentBar(self.say("settings.text_size"), sizes, str(theme.current().text_size))
        self.sizes.chosen.connect(lambda size: window.set_text_size(int(size)))
        inner.addWidget(self.sizes)
        inner = self.block(self.say("settings.theme"), self.say("settings.theme_note"))
        themes = [(key, self.say(f"settings.theme_{key}")) for key in ("system", "light", "dark")]
        chosen = {True: "dark", False: "light"}.get(window.dark_choice, "system")  # type: ignore[arg-type]
        self.themes = SegmentBar(self.say("settings.theme"), themes, chosen)
        commands = {"system": window.follow_system, "light": window.light, "dark": window.dark}
        self.themes.chosen.connect(lambda key: commands[key]())
        inner.addWidget(self.themes)
        inner = self.block(self.say("settings.sample"))
        sample = kit.label(self.say("settings.sample_words"), "words", wrap=True)
        inner.addWidget(sample)
        inner.addWidget(kit.label(self.say("settings.sample_text"), "body", wrap=True))

    def focused(self) -> str:
        """Which of the choices has the keyboard."""
        for name, bar in (("size", self.sizes), ("theme", self.themes)):
            if any(each.hasFocus() for each in bar.buttons.values()):
                return name
        return ""

    def focus_of(self, name: str) -> QWidget | None:
        """Where the keyboard goes for a name that `focused` gave."""
        bar = {"size": self.sizes, "theme": self.themes}.get(name)
        return bar.buttons[bar.value] if bar is not None else None
