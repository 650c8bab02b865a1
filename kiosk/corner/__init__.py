"""The staff corner at the kiosk: who may be in it, daily check and calibration before a blackbody, and the way out.

A thread of its own steps it. It asks the station thread for what only that may do, and never touches the door.
"""
