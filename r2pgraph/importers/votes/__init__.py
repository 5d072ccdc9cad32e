"""Files of resolutions and of votes on them."""
