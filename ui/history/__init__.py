"""The kept states of a referral: when and by whom, what differs between any two, and bringing one back."""
