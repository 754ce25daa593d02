"""Words that stand beside names, and words that look like names and are none."""

import re

TITLES = frozenset(
    "dr doctor mr mrs ms miss mx mister prof professor nurse matron rev reverend sir dame lady lord judge justice captain capt sergeant sgt constable pastor rabbi imam sheikh fr father sister brother auntie aunty aunt uncle granny grandma grandpa grandad granddad nana nan ouma oupa tannie oom gogo mama papa pop nanny mme madame monsieur mlle whaea matua koro kuia coach principal headmaster headmistress superintendent officer deacon bishop mevrou meneer mnr mev dokter midwife drs professors messrs".split()
)
STRICT_TITLES = frozenset("dr mr mrs ms mx prof messrs mnr mev drs miss professor doctor".split())
RELATIVES = frozenset(
    "brother sister son daughter mother father mum mom mam mummy mommy dad daddy husband wife partner cousin aunt auntie uncle niece nephew friend neighbour neighbor teacher carer caregiver boss colleague twin twins baby child girl boy granddaughter grandson grandmother grandfather grandma grandpa granny nana nan gran guardian worker physio physiotherapist therapist consultant gp midwife visitor patient lady woman man gentleman wife's fiance fiancee boyfriend girlfriend stepfather stepmother stepson stepdaughter stepbrother stepsister godmother godfather sibling siblings brothers sisters sons daughters cousins kids children parents doctor nurse geneticist paediatrician pediatrician neurologist cardiologist specialist surgeon counsellor counselor coordinator secretary keyworker tutor coach dietitian dietician psychologist psychiatrist pharmacist dog cat eldest youngest firstborn toddler registrar intern professor anaesthetist anesthetist radiologist pathologist oncologist nephrologist haematologist hematologist immunologist gastroenterologist dermatologist endocrinologist rheumatologist ophthalmologist audiologist orthotist orthodontist dentist optometrist interpreter chaplain receptionist assistant babysitter childminder nanny employer landlord solicitor mate bestie bub bubba moeder vader seun dogter broer suster".split()
)
ADJECTIVES = frozenset(
    "elder older younger eldest youngest twin little big late baby half step identical dear beloved own only other beautiful lovely wonderful".split()
)
LABELS = re.compile(
    r"(?:\b(?:names?|patient(?:'s)?(?:\sname)?|pt(?:\sname)?|surname|last name|family name|first names?|given names?|forenames?|maiden name|preferred name|full name|mother|father|mum|mom|dad|parents?|guardian|next of kin|nok|carer|sibling|spouse|husband|wife|son|daughter|brother|sister|child|baby|proband|informant|interpreter|consultant|physician|gp|doctor|surgeon|clinician|referrer|referred by|referring \w+|seen by|reviewed by|reported by|examined by|dictated by|typed by|written by|author|signed(?: by)?|signature|attending|contact(?: person)?|emergency contact|attn|attention|c/o|cc|copy to|from|to|re|regarding|case manager|key worker|liaison|insured|policyholder|subscriber|employee|teacher|witness|donor|recipient|radiologist|pathologist|anaesthetist|nurse|midwife|coordinator)(?:/\w+)?\s{0,3}[:=|\t]\s{0,6}"
    r"|\b(?:dear|hi|hello|hey|regards|sincerely|faithfully|thanks|cheers|love|wishes|yours|thank you)[ ,!]{0,2}\s{0,3}"
    r"|\b(?:named|called|name is|name's|names are|name was|known as|nicknamed|aka|a\.k\.a\.|née|nee|formerly|i'm|i am|this is|we call (?:him|her|them)|we named (?:him|her|them)|goes by|answers to|surnamed|christened|baptised|ask for|speak to|spoke to|spoke with|speak with|met with|contact|cared for by|looked after by|treated by|operated on by|delivered by|referred by|seen by|examined by|reviewed by|diagnosed by|signed by|under|told by|thanks to|on behalf of|in memory of|mother of|father of|son of|daughter of|wife of|husband of|sister of|brother of|parents of|married to)\s(?:the\s)?)$",
    re.IGNORECASE,
)
NAME_FIELD = re.compile(r"name\w*\s?[:=|]\s{0,4}$", re.IGNORECASE)
SURE_PARTICLES = frozenset("van von der den de ter ten bin ibn bint ni nic mac o du del della dos el".split())
LABEL_ENDS = frozenset(
    "dear hi hello hey regards sincerely faithfully thanks cheers love wishes yours you named called is name's are was as nicknamed aka a née nee formerly i'm am him her them by to surnamed christened baptised for with of under the contact k".split()
)
LABEL_SIGNS = frozenset(":=|\t,!")
SURE_LABELS = re.compile(
    r"(?:names?|surname|forenames?|named|called|name is|name's|patient(?:'s)? name|née|nee|aka|known as|nicknamed|i'm|i am|this is|dear|hi|hello|goes by)[\s:=|,]{1,8}$",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    "van von de der den del della di da du dos das la le el al bin ibn bint ben ter ten te ni nic mac mc o' ui ua st san santa y e af av zu zum vom abu abd umm ould das d' l' ó ní".split()
)
EPONYM_HEADS = frozenset(
    "syndrome syndromes disease diseases disorder disorders sign signs test tests score scores scoring scale scales criteria criterion reflex reflexes phenomenon phenomena triad tetralogy pentalogy anomaly anomalies malformation malformations deficiency deficiencies anaemia anemia dystrophy dystrophies casting cast casts fixation osteotomy bracing exercises myotonia myopathy myopathies ataxia chorea palsy paralysis paresis neuropathy contracture contractures fracture lymphoma sarcoma tumour tumor tumours tumors carcinoma cell cells body bodies node nodes ring rings stain staining stained agar tube tubes catheter catheterisation procedure operation manoeuvre maneuver position law method methods classification classifications grade grades grading stage stages staging staged type types gland duct loop capsule membrane reaction encephalopathy epilepsy seizure seizures crisis crises thyroiditis arteritis nephropathy nephritis glomerulonephritis purpura telangiectasia hernia ulcer line lines nail nails facies spot spots plaque plaques breathing respiration respirations pulse murmur murmurs index ratio formula equation questionnaire inventory assessment assessments coma gait hearing virus fever sequence association complex spectrum phenotype protein factor antigen antibody antibodies gene mutation carrier carriers correction disease-like syndrome-like heart hip esophagus oesophagus bladder dysplasia hypoplasia aplasia atrophy degeneration retinopathy optic amaurosis granuloma granulomatosis vasculitis arthropathy joint joints foot lobe fissure fossa angle triangle canal ligament muscle tendon aneurysm malaria dialysis blot blotting sequencing panel assay medium buffer solution lavage drain forceps scissors retractor graft valve shunt repair flap incision approach technique anastomosis percentile centile centiles chart charts growth curve curves plot model regression correlation coefficient test-positive positive negative disease's cyst cysts angiomatosis thrombocytopenia thrombasthenia melanoma naevus nevus macroglobulinemia macroglobulinaemia cirrhosis meningitis lesion lesions infarct area areas region layer fibres fibers apparatus organ organelle factor-like granules inclusion inclusions crystals rods filaments tangles band bands wave waves interval block bundle pathway cycle dyskinesia tic tics dementia aphasia psychosis delusion esotropia pupil pupils nystagmus cataract keratopathy uveitis phenotype-like hypokinesia bypass fundoplication shock cough diagnosis contagion variant variants mosaicism effect hypothesis inheritance protocol regimen trial study group grade-i score-based scan scanner ultrasound microscope probe lamp chart lens mask mattress pump splint boot brace frame collar orthosis wheelchair bag needle plate screw nail wire patients patient families family cohort cohorts management guideline guidelines consensus nosology gene-panel".split()
)
BEFORE_EPONYM = frozenset(
    "of with has have had suspected possible probable query known confirmed for excluded excludes exclude and or like no not non is was as mild severe classic classical typical atypical infantile juvenile late adult onset early negative positive to both than diagnosed diagnosis from against rule ruled out about on treat treated treating related include including includes includes modified bilateral positive partial mosaic pre post anti pseudo familial the any also called old congenital acquired having".split()
)
SPEECH = frozenset(
    "said says told asked thinks thought felt advised wrote phoned called rang visited saw sees examined reviewed referred recommended suggested explained agreed came attended looks cried smiled walked lives lived loves loved works worked went goes sleeps sat started began turned is's has had is was will would can could does did didn't doesn't isn't wasn't needs got gets now who and developed presented suffered died became remains continues reports denies complains describes feels fed takes presents knew remained reported denied complained died weighs weighed cannot gave goes eats ate moved fell had's turned kept keeps stopped learned learnt uses used tried tries drove drives helped helps held gave gives made makes brought brings ran runs stood stands spoke speaks stayed stays slept eats drank plays played talks talked crawled laughed laughs lay knows likes wants wanted hates enjoys attends finished passed left hurt hurts broke caught coughed vomited fainted collapsed fed carried carries inherited tested responded improved recovered relapsed regressed babysits cooks translates sent wore wears bruises bruised screamed screams weighs met moved married retired writes rings visits calls asks lost loses hated stopped refused refuses passed signed has'nt wakes woke".split()
)
BEFORE_LOWER_NAME = frozenset(
    "will may had has have an in see so do can is was who and but not with at on to for as from also would could should never always still needs did does got gets looks came went says said just now might must mark bill rich young long may early brown gray green white black hand strong short sharp pat lane case major minor gay price day ray rob sage van ward wing wood page pace more love".split()
)
ENDINGS = re.compile(
    r"(?:itis|osis|oses|aemia|emia|pathy|pathies|ectomy|otomy|ostomy|plasty|scopy|ograms?|graphy|omas?|uria|algia|plegia|plegic|paresis|trophy|trophic|penia|penic|cytosis|genic|genesis|plasia|plastic|megaly|sclerosis|stenosis|ectasia|mab|mabs|tinib|ciclib|prazole|sartan|statin|cillin|mycin|micin|floxacin|azole|olol|dipine|pril|gliptin|gliflozin|glutide|lukast|triptan|setron|barbital|zepam|zolam|azepine|profen|solone|onide|idase|in-like|ylation|ation|ations|ological|ologist|ology|ometry|iform|opathic|ocyte|ocytes|blast|blasts|lysis|lytic|kinase|globulin|globin|tropin|relin|siran|leucel|aceae|virus|viridae|coccus|bacter|bacterium|bacillus|myces|ically|ical|ergic|aemic|emic|itic|otic|phobia|mania|philia|rrhea|rrhoea|rrhage|rrhaphy|desis|pexy|centesis|tripsy|thermia|oxia|capnia|pnea|pnoea|esthesia|aesthesia|phagia|phasia|lexia|praxia|gnosia|kinesia|tonia|reflexia|opsia|opia|dactyly|melia|cephaly|gnathia|glossia|cheilia|derma|dermal|trichosis|onychia|hidrosis)$"
)
LOWER_HEADS = frozenset(
    "patient patients family families group study trial cohort cohorts law method hand heart management assessment plan diagnosis chart charts bag table scan area areas layer region sign signs test tests score scale".split()
) - {"sign", "signs", "test", "tests", "score", "scale"}
ADJECTIVE = re.compile(r"(?:exact|rank|sum|ar|ic|al|ous|ive|ent|ant|type|ile|ed|oid)$")
BEFORE_LETTER = frozenset(
    "type class group vitamin hepatitis stage grade factor protein complex haemophilia hemophilia pugh influenza category level step part phase arm cohort variant subtype figure table appendix section plan option".split()
)
FUNCTION_WORDS = frozenset(
    "he she it they we you his her its their our my the a an this that these there in on at to of for by with from as and or but if so when while after before since no not all both is was are were has had do does did".split()
)
WAS = frozenset("was is has had said says came went did told".split())
SURE_SPEECH = frozenset(
    "said says told asked thinks thought felt advised wrote phoned rang visited explained agreed smiled cried".split()
)
UNCASED_TITLES = frozenset(
    "sister brother nurse uncle aunt auntie aunty dr mr mrs ms miss prof professor doctor father rev midwife granny nana nan ouma oupa gogo mama cousin matron sir".split()
)
NEVER_OPENING = frozenset(
    "may will mark art bill case early long major minor rich price park page love little junior judge justice hope faith grace joy april august spring summer autumn winter dawn christian german french english west north young brown black white gray green branch brain chin colon horn hung lo ma see son song sang sung tan true urban guy friend elder council numbers cash chance chase clay cliff crystal dean diamond dove duke earl forest gale gene golden grove ham handy hall hill horn hunt iris ivory jewel king lance lane lavender lemon link mason melody mercer miner misty moon noble olive opal palmer pearl penny pepper piper porter prince queen rice ring rock rocky rod roman rose royal rush rusty sage shade silver stone temple violet walker ward wells wing wolf wood".split()
) - {
    "rose",
    "grace",
    "mark",
    "hope",
    "faith",
    "joy",
    "dawn",
    "violet",
    "olive",
    "ivory",
    "crystal",
    "melody",
    "pearl",
    "penny",
    "will",
    "mason",
    "iris",
    "prince",
    "dean",
    "summer",
}
COMMON_AFTER_LABEL = frozenset(
    "the a an this that male female well alive deceased healthy unaffected affected unknown none no yes not see same normal both age aged date patient mother father history consanguineous carrier heterozygous white black brown day may will general family home head north west young long early case".split()
)
NOT_AFTER_TITLE = frozenset(
    "and or to the who in on at for with said will had has have was is are may can did does at see my her his our their an any all one".split()
)
LOWER_SURNAMES = frozenset(
    "smith archer carpenter mason gardener knight fox lamb swan finch dean pearl heath brown young hill wood green white black gray king hall ward walker baker carter cooper fisher turner taylor parker cook bell bailey price long love rose stone marsh field fields banks brooks burns bishop butler mason miller porter potter shepherd singer sharp short strong swift west north woods wright page palmer pope power rice rich reed".split()
)
OF_A_PEOPLE = frozenset(
    "descent ancestry heritage origin extraction speaking speaker speakers whanau iwi tribe".split()
)
"""Words behind the name of a people that no list has."""
BEFORE_HEAD = (" ", "-", "' ", "'s ", "'S ", " (")
PARTS_OF_THE_BODY = frozenset(
    {"circle", "sphincter", "ligament", "islets", "islet", "loop", "canal", "node", "organ", "foramen"}
)
FORMS = ("s", "es", "like", "ly", "ed", "ing", "er", "ness", "al")
OF_THINGS = frozenset(
    "hope faith love joy grace mercy charity peace patience ginger all the what that everything important lost gone running what's key essential needed".split()
)
BARE_VERBS = frozenset(
    "call be ring need see do get go send try come take have help visit text email phone bring ask let wait review repeat discuss refer start stop continue follow check".split()
)
"""Verbs behind which "will" is no Will."""
