"""Finding and replacing what tells who somebody is, in the text of a report. Pure rules: no models, no requests.

    known = Known(children=(Identity("Child Oak", "Amelia Jane Smith", date(2019, 3, 6), address, school),))
    text = redacted("Amelia was born on 6/3/19.", known)     # "Child Oak was born on (date of birth)."
    found_in(text, known)                                     # what is left: nothing

Replacing is careful: it changes only what is plainly an identity. Finding is not: it looks for every form in which an
identity may still stand, also where that is a false alarm, for a person to judge.
"""

from learning.redaction.finding import Finding, Kind, found_in
from learning.redaction.replacing import redacted
from learning.redaction.terms import Identity, Known

__all__ = ["Finding", "Identity", "Kind", "Known", "found_in", "redacted"]
