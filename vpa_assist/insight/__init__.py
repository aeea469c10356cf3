"""What leaders need to see over many referrals: how the voice of the child is recorded, and what is awaited.

Reads documents one at a time, keeps only counts, and never a child's name.
"""
