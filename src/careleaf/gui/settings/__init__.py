"""What is set once for a clinic and a computer: the Settings dialog and the welcome of a first start."""
