"""One index over what every app registers, cut to what the asker may see."""
