"""Sight: pixels in, faces and mask estimates out. Nothing of kiosk or drivers."""
