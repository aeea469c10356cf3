"""The referral document: its parts, its addresses, its reading and its canonical form.

Modules are imported by name (`vpa_assist.record.referral`), so that a program which needs no models does not pay for them.
"""
