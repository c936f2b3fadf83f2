"""Charts of a page: SVG made of the page's own text and colours, so that they go dark with it and need no extra."""
