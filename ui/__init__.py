"""The window of VPA Assist. Everything that imports PySide6 lives here."""
