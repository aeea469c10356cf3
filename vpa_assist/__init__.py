"""The core of VPA Assist: the referral, its checks, its store and its printed form. Knows nothing of Qt."""

__version__ = "0.1.0"
