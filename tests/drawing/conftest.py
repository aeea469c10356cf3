"""What the tests of the drawings share."""

from __future__ import annotations

from vpa_assist.catalogue import default

say = default().printed
label = default().label
