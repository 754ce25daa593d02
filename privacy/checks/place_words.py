"""Words beside a hospital, a school or a town that are no part of its name."""

import re

GENERIC = frozenset(
    "the a an our his her their my this that local regional general university teaching district tertiary secondary primary national public private community children's childrens children paediatric pediatric maternity women's womens mental psychiatric day special high middle elementary nursery boarding state city county rural urban central main new old big small large another same other specialist genetic genetics "
    "cardiology neurology cardiac neurological eye ent dental renal oncology cancer heart lung skin pain memory sleep fertility antenatal diabetes epilepsy metabolic rheumatology dermatology outpatient outpatients emergency acute surgical medical medicine family health healthcare care intensive research clinical reference referral multidisciplinary expert rare disease diseases centre center hospital school clinic unit department division ward service services "
    "physiotherapy speech occupational therapy vaccination travel sexual follow-up up follow review joint virtual and of for in at to from with no every each mainstream law nhs hse medicare gp gp's haematology hematology gastroenterology respiratory endocrine endocrinology immunology ophthalmology orthopaedic orthopedic transplant transition adult neonatal fetal foetal major trauma burns stroke hand foot first second third two three between after before during into under within outside inside near".split()
)
LINKS = frozenset(
    "the a an my our his her their its this that these those it and but so if when where we they he she i you all some no not in on at to of for by with from as is was were are be been has have had do did does can could will would may might must should there here then than now just only also very more most much many who how why because while after before during until since however although though goes went go attends attended attending admitted referred transferred seen visited visiting visit works worked working started starting left leaving called call named under near nearest local every each another other same new one two first last left or nor about into onto over out up down off again back through via between new doing did got get gets getting took take taken sent send moved his".split()
)
PLAIN_WORDS = frozenset(
    "the a an my our his her this that these those it and but so if when where we they he she i you all some no not in on at to of for by with from as is was were are be been has have had do did does can could will would may might must shall should there here then than now just only also very more most much many one two three four five six what who how why because while after before during until since however although though despite given following both each every please thank thanks dear hospital hospitals school".split()
)
STREET_WORDS = frozenset(
    "street road lane avenue drive park hill bridge house green view grove gardens st saint valley river bay".split()
)
JOINING = frozenset("of the and for de la du st saint upon on in under by le les te and & an na le".split())
WEAK_HEADS = frozenset(
    "co company group trust practice surgery primary high secondary maternity healthcare police council bank mine mines church temple lab labs laboratory hotel farm farms centre center institute engineering foods college holdings limited factory grammar prison parish brothers uni hse academy pharmacy chemist chemists temple chapel industries logistics builders motors enterprises marae solicitors".split()
)

STREET_BEFORE = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|crescent|way|court|ct|place|terrace|gardens|grove|boulevard|blvd|highway|parade|straat|square|view|hill|park|box \d{1,6})\.?,\s?$",
    re.IGNORECASE,
)
CODE_AFTER = re.compile(r",?\s{1,2}(?P<value>(?!(?:19|20)\d\d\b)\d{4,5})\b(?![.,]\d|\s?(?:patients|people|cases|mg|%))")
POSTCODE_AFTER = re.compile(
    r",?\s(?:post ?code|zip|eircode|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|(?:[A-Z]{2,3}\s)?\d{4,5}|[A-Z]\d\d\s?[A-Z\d]{4})\b",
    re.IGNORECASE,
)
WORKS = re.compile(
    r"\b(?:work(?:s|ed|ing)?\s(?:\w+\s){0,5}?(?:at|for)|employed\s(?:\w+\s){0,4}?(?:by|at|with)|(?:job|boss|shop|foreman|colleagues|career|role|position|contract|apprentice(?:ship)?|receptionist|mechanic|assistant|secretary|supervisor|security|reception)\s(?:\w+\s){0,2}?(?:at|with)|employer(?:\sis|\swas|:)|employee\sof|employees\sof|manager\s(?:at|for|of)|driver\s(?:at|for|with)|drives\s(?:at|for)|drove\sfor|employee\s(?:at|of)|nurse\s(?:at|for)|teacher\s(?:at|for)|teaches\s(?:\w+\s){0,2}?at|engineer\s(?:at|for|with)|clerk\s(?:at|for|with)|cashier\s(?:at|for)|cleaner\s(?:at|for)|(?:technician|worker|packer|picker|welder|fitter|porter|carer|chef|cook|waiter|waitress|guard|operator|foreman|baker|butcher|barista|stylist|hairdresser|librarian|janitor|custodian|electrician|plumber|labourer|nights|shifts|keep|keeper|coach)\s(?:at|for|with)|(?:plays?|played|playing|packed)\s(?:[\w-]+\s){0,2}(?:for|at)|accountant\s(?:at|for|with)|shift\sat|shifts\sat|goes to|attends|attended|attending|enrolled (?:at|in)|studies at|studied at|studying at|student at|pupil at|treated at|admitted to|referred to|transferred to|seen at|appointment at|operated at|under the care of|discharged from|born at|delivered at|followed at|reviewed at)\s(?:the\s)?$",
    re.IGNORECASE,
)
SURE_WORKS = re.compile(
    r"\b(?:work(?:s|ed|ing)?\s(?:at|for)|employed\s(?:by|at)|boss\sat|job\sat|shifts?\sat|drives\s(?:for|at)|drove\sfor|employee\sof|cleans\s(?:at|for)|manages|teaches\sat)\s(?:the\s)?$",
    re.IGNORECASE,
)
BEFORE_A_TOWN = frozenset(
    "hospital hospitals university college clinic mediclinic netcare school infirmary hospice".split()
)
FOREIGN_HEADS = frozenset(
    "centre hospitalier|hôpital|hopital|clinique|école|ecole|collège|université|cégep|scoil|coláiste|ospidéal|te kura|skool|laerskool".split(
        "|"
    )
)
PARTICLES_OF_PLACES = frozenset("de du des la le of the na o an".split())
BEFORE_LOWER = re.compile(r"\b(?:in|at|from|near|to|of|outside|around|visiting|via)\s$")
OF_AFTER = re.compile(r"\s(?:of|for|at|in)\s(?:the\s)?")
