"""The specialities a hub starts with: the heads of Orphanet's classification whose diseases belong to each."""

from common import specialities as named

HEADS: dict[str, tuple[int, ...]] = {
    "abdominal-surgery": (165711,),
    "allergology": (98050,),
    "cardiology": (97929,),
    "clinical-genetics": (93890,),
    "dentistry": (98026,),
    "dermatology": (89826,),
    "ear-nose-throat": (98036,),
    "endocrinology": (97978,),
    "gastroenterology": (97935,),
    "gynaecology-obstetrics": (96344,),
    "haematology": (97992,),
    "hepatology": (57146,),
    "immunology": (98004,),
    "infectious-diseases": (68416,),
    "maxillofacial-surgery": (68329,),
    "metabolic-medicine": (68367,),
    "nephrology": (93626,),
    "neurology": (98006,),
    "oncology": (250908,),
    "ophthalmology": (97966,),
    "orthopaedics": (93419,),
    "reproductive-medicine": (98047,),
    "respiratory-medicine": (97955,),
    "rheumatology": (98023, 280342),
    "thoracic-surgery": (97962,),
    "toxicology": (108999,),
    "urology": (101433,),
    "vascular-medicine": (98028,),
}
SPECIALITIES = {code: (named.SPECIALITIES[code].name, heads) for code, heads in HEADS.items()}
