import factory

from vocabulary.models import CrossReference, Disease, DiseaseName, DiseaseSign, Relation, Sign, Source, System


class DiseaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Disease

    orpha_code = factory.Sequence(lambda n: 900_000 + n)
    key = factory.LazyAttribute(lambda disease: f"ORPHA:{disease.orpha_code}")
    name = factory.Sequence(lambda n: f"Disease number {n}")
    kind = "Disease"
    is_disorder = True

    class Params:
        group = factory.Trait(kind="Category", is_disorder=False)
        omim = factory.Trait(
            orpha_code=None, key=factory.Sequence(lambda n: f"OMIM:{900_000 + n}"), kind="OMIM entry", is_disorder=False
        )


class SignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sign

    hpo_id = factory.Sequence(lambda n: f"HP:{9_000_000 + n}")  # real ones do not reach as far
    name = factory.Sequence(lambda n: f"Sign number {n}")


class DiseaseNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DiseaseName

    disease = factory.SubFactory(DiseaseFactory)
    text = factory.Sequence(lambda n: f"Other name {n}")
    source = Source.ORPHANET


class CrossReferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CrossReference

    disease = factory.SubFactory(DiseaseFactory)
    system = System.OMIM
    code = factory.Sequence(lambda n: str(100_000 + n))
    relation = Relation.EXACT
    source = Source.ORPHANET


class DiseaseSignFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DiseaseSign

    disease = factory.SubFactory(DiseaseFactory)
    sign = factory.SubFactory(SignFactory)
    source = Source.ORPHANET
    source_id = factory.LazyAttribute(lambda row: row.disease.key)
    kind = DiseaseSign.Kind.PHENOTYPE
    is_absent = False

    class Params:
        very_frequent = factory.Trait(low=80, high=99)
