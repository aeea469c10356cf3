"""What supervisors work with: the queue, the review of one referral, dip samples and insight."""
