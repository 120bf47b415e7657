"""Pages that editors write, and what the public sends us."""

from cms.models.articles import ArticleIndexPage, ArticlePage, Topic
from cms.models.consultation import ConsultationRequest
from cms.models.curriculum import CurriculumPage
from cms.models.home import HomePage
from cms.models.services import ServicePage, ServicesPage
from cms.models.standard import QuestionsPage, StandardPage
from cms.models.training import ModulePage, TrainingIndexPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ConsultationRequest",
    "CurriculumPage",
    "HomePage",
    "ModulePage",
    "QuestionsPage",
    "ServicePage",
    "ServicesPage",
    "StandardPage",
    "Topic",
    "TrainingIndexPage",
]
