"""Pages of certificates: a person's own and the public check of one, their CPD record, and who is due a refresher."""

from training.certificates.views.certificates import (
    certificate_download,
    certificate_find,
    certificate_list,
    certificate_verify,
)

__all__ = [
    "certificate_download",
    "certificate_find",
    "certificate_list",
    "certificate_verify",
]
