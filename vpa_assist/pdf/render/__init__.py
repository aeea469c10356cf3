"""How the document looks: faces, lines, rows, pages, and the tags that make it readable by machines and by ear."""
