"""Phenopackets as clinics and laboratories write them."""


def packet(**parts):
    return {
        "id": "QUOKKINA-1",
        "metaData": {"created": "2026-01-02T03:04:05Z", "createdBy": "Dr Quokkina", "phenopacketSchemaVersion": "2.0"},
    } | parts


def feature(hpo_id, **parts):
    return {"type": {"id": hpo_id, "label": "as the file calls it"}} | parts


def at_class(term):
    return {"ontologyClass": {"id": term, "label": "some onset"}}


def at_age(duration):
    return {"age": {"iso8601duration": duration}}
