"""A certificate's document: one template, in the languages that its fixed words are written in."""

from training.certificates.document.languages import LANGUAGES, Wording, language_of_document
from training.certificates.document.printing import TEMPLATE_VERSION, print_certificate, print_sample

__all__ = ["LANGUAGES", "TEMPLATE_VERSION", "Wording", "language_of_document", "print_certificate", "print_sample"]
