"""The HTTP routes of the phone: plain Starlette and FastAPI, without NiceGUI, its cookies or its policies."""
