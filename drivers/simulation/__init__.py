"""A room without hardware: one scene, and devices that emit real bytes and real pixels of it."""
