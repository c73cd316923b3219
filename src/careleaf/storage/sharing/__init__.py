"""Keep presets, the clinic's own topics and its letterheads the same on every workstation.

An engine (`shared_folder`, `git_history`) only carries opaque files; `exchange` decides, file by file, what
goes which way. What comes from outside is data, and is read by the same loaders as everything else.
"""
