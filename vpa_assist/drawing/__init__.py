"""Pictures of the record as plain shapes: body map, family diagram, timelines and charts, each with its alternative text.

The window paints them and the document prints them; what is shown, where it stands and what it says is decided here once.
"""
