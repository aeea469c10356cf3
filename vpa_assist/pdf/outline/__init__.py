"""What the document says. `document.outline` makes it; `parts` are what it is made of."""
