"""Badges: certificates as signed credentials."""

from django.db import models

from training.certificates.models.certificates import Certificate


class CertificateBadge(models.Model):
    """A certificate as an Open Badge, in both of its forms, as it was signed when its holder first asked for it.

    `salt` went into the hash of the holder's address of that day; `key_id` is the public key that it holds good by.
    """

    wagtail_reference_index_ignore = True  # no page points here, and each save would cost an index entry

    certificate = models.OneToOneField(Certificate, on_delete=models.CASCADE, related_name="badge")
    salt = models.CharField(max_length=32)
    credential = models.TextField(help_text="JSON-LD with a Data Integrity proof")
    jwt = models.TextField("JWT")
    key_id = models.CharField(max_length=60, help_text="The public key, as a Multikey")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Badge of {self.certificate_id}"
