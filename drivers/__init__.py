"""Hardware only: bytes and pixels in, pulses out. No policy, no Qt, nothing of kiosk or models."""
