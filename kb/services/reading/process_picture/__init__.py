"""A whole process as one picture: boxes and arrows with their places, in pixels; plain values.

The layout is a layered graph in the manner of Sugiyama, Tagawa and Toda (1981): `layers` gives
each step a layer and orders them, `places` finds where they stand, `arrows` draws between them,
`labels` cuts words into lines. A template turns the values into SVG; nothing here draws.
"""

from kb.services.reading.process_picture.picture import Arrow, Box, Picture, Row, draw_process
from kb.services.reading.process_picture.read import ProcessPicture, read_picture

__all__ = ["Arrow", "Box", "Picture", "ProcessPicture", "Row", "draw_process", "read_picture"]
