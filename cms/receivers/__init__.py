"""Facts heard: from Wagtail and from other modules; connected when the app is ready."""
