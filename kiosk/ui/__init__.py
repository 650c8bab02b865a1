"""The visitor screen: view models in Python, all that is seen in the QML module `Kiosk`. Only here is Qt imported."""
