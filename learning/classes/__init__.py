"""Face-to-face classes: seats and who gets them, who came, hours for those who did."""
