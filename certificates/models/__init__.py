"""The paper and what is kept beside it. No issued row is ever updated or deleted; counts and drafts are."""

from certificates.models.badge import CertificateBadge
from certificates.models.bulk import BulkIssue, BulkItem
from certificates.models.certificate import Certificate, CertificatePdf
from certificates.models.correction_request import CorrectionRequest
from certificates.models.design import Design, DesignPlacement, DesignVersion
from certificates.models.frozen import Frozen, FrozenModel, FrozenQuerySet
from certificates.models.log_export import LogExport
from certificates.models.look_up import LookUpCount
from certificates.models.number_series import NumberSeries
from certificates.models.picture import DesignPicture
from certificates.models.seal import CertificateSeal, SealingCertificate
from certificates.models.share import CertificateShare

__all__ = [
    "BulkIssue",
    "BulkItem",
    "Certificate",
    "CertificateBadge",
    "CertificatePdf",
    "CertificateSeal",
    "CertificateShare",
    "CorrectionRequest",
    "Design",
    "DesignPicture",
    "DesignPlacement",
    "DesignVersion",
    "Frozen",
    "FrozenModel",
    "FrozenQuerySet",
    "LogExport",
    "LookUpCount",
    "NumberSeries",
    "SealingCertificate",
]
