"""The look of the course's figures and maps."""

from .maps import note_fictional, street_map
from .palette import LIGHT_MAP, LINE_COLOURS, PALETTE
from .style import use_style

__all__ = ["LIGHT_MAP", "LINE_COLOURS", "PALETTE", "note_fictional", "street_map", "use_style"]
