"""Looking through the plan: what is asked, who was there, the next day for it, and the looks before."""
