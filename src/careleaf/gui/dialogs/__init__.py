"""The few dialogs of the window; none stands in the way of the main job."""
