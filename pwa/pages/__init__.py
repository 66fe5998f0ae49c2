"""The pages for sitting down with: set-up and editing, made with NiceGUI, one address each."""
