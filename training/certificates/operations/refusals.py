"""What is not done to a certificate, and why."""

from training.certificates.models import Certificate


class CertificateRefusal(Exception):
    """Something that is not done to a certificate. The text is fit to show to whoever asked for it."""


class ReasonNeeded(CertificateRefusal):
    """No reason of those that can be shown was given."""

    def __init__(self) -> None:
        super().__init__("Choose a reason, which whoever checks the certificate will see.")


class AlreadyWithdrawn(CertificateRefusal):
    """It was withdrawn, and so is neither withdrawn again nor corrected."""

    def __init__(self) -> None:
        super().__init__("This certificate has already been withdrawn. Where that was a mistake, it can be reinstated.")


class NotWithdrawn(CertificateRefusal):
    """There is nothing to reinstate."""

    def __init__(self) -> None:
        super().__init__("This certificate was not withdrawn, so it need not be reinstated.")


class CannotBeSigned(CertificateRefusal):
    """The key that documents are signed with cannot be used, so none is made for now."""

    def __init__(self) -> None:
        super().__init__(
            "No certificate can be signed at the moment, so nothing was done. Please tell whoever looks after this "
            "site: manage.py check says what is wrong."
        )


class AskedAnew(CertificateRefusal):
    """The holder asked for another name after staff had looked."""

    def __init__(self) -> None:
        super().__init__("The holder has asked for another name since. Please look at it again.")


class AlreadyReplaced(CertificateRefusal):
    """Another has taken its place, and it is that one that can be changed."""

    def __init__(self, current: Certificate) -> None:
        super().__init__(f"Certificate {current.number} has already taken the place of this one.")
        self.current = current


class AnotherStands(CertificateRefusal):
    """After a withdrawal the holder earned another."""

    def __init__(self, other: Certificate) -> None:
        super().__init__(f"The holder has earned another certificate of this course since then: {other.number}.")


class NothingToCorrect(CertificateRefusal):
    """The new certificate would say what this one says."""

    def __init__(self) -> None:
        super().__init__("A new certificate would say the same as this one, so nothing was done.")


class SaysOtherwise(CertificateRefusal):
    """What it would say has changed since staff agreed to it."""

    def __init__(self) -> None:
        super().__init__(
            "What the new one would say has changed since it was agreed to, so none was made. Please look at it again."
        )


class NameNeeded(CertificateRefusal):
    """No name, or one that is too long for a certificate."""

    def __init__(self) -> None:
        super().__init__("Enter the name as it should be, in at most 150 characters.")


class NameUnreadable(CertificateRefusal):
    """A name with characters that nobody sees, or that turn the letters around them about."""

    def __init__(self) -> None:
        super().__init__("There are characters in the name that cannot be seen. Please type it rather than copy it.")


class AlreadyDecided(CertificateRefusal):
    """Somebody else has decided."""

    def __init__(self) -> None:
        super().__init__("This request has been decided already.")


class AnswerNeeded(CertificateRefusal):
    """A holder is told why."""

    def __init__(self) -> None:
        super().__init__("Write why the name stays as it is: the holder is sent these words.")
