"""The paper and what is kept beside it. No issued row is ever updated or deleted; the counts are."""

from certificates.models.badge import CertificateBadge
from certificates.models.certificate import Certificate, CertificatePdf
from certificates.models.frozen import Frozen, FrozenModel, FrozenQuerySet
from certificates.models.log_export import LogExport
from certificates.models.look_up import LookUpCount
from certificates.models.number_series import NumberSeries
from certificates.models.seal import CertificateSeal, SealingCertificate

__all__ = [
    "Certificate",
    "CertificateBadge",
    "CertificatePdf",
    "CertificateSeal",
    "Frozen",
    "FrozenModel",
    "FrozenQuerySet",
    "LogExport",
    "LookUpCount",
    "NumberSeries",
    "SealingCertificate",
]
