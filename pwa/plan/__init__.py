"""The subject: what a plan is and how it changes. Pure: no files, no network, no framework."""
