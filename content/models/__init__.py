from content.models.articles import ArticleIndexPage, ArticlePage
from content.models.base import HubPage, LibraryIndexPage
from content.models.collection import CollectionIndexPage, CollectionItem, CollectionPage
from content.models.diseases import DiseaseIndexPage, DiseasePage
from content.models.documents import BuildStamp, PageDocument, PageRead
from content.models.home import HomePage
from content.models.research import ResearchIndexPage, ResearchPage
from content.models.resources import ResourceIndexPage, ResourcePage
from content.models.snippets import PatientOrganisation, Person, ReferralCentre, Speciality
from content.models.standard import StandardPage
from content.models.videos import Caption, VideoIndexPage, VideoPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "BuildStamp",
    "Caption",
    "CollectionIndexPage",
    "CollectionItem",
    "CollectionPage",
    "DiseaseIndexPage",
    "DiseasePage",
    "HomePage",
    "HubPage",
    "LibraryIndexPage",
    "PageDocument",
    "PageRead",
    "PatientOrganisation",
    "Person",
    "ReferralCentre",
    "ResearchIndexPage",
    "ResearchPage",
    "ResourceIndexPage",
    "ResourcePage",
    "Speciality",
    "StandardPage",
    "VideoIndexPage",
    "VideoPage",
]
