"""*How are things?* at the desk: a day's answer, the weeks as a picture, what helped, and a look back."""
