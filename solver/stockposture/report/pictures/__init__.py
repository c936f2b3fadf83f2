"""Pictures of plans and simulations, one a file: SVG and PNG, by the extra ``pictures``.

A :class:`~stockposture.report.pictures.picture.Picture` knows its words and how it is drawn; the drawing library
(matplotlib) is imported when the first one is drawn. The same figures give the same bytes on one machine with one
version of the library.
"""
