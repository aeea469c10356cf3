"""The checks: small functions that each look for one thing in a referral. Their words are data in `forms/checks/`."""
