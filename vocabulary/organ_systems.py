"""The organ systems as a doctor says them. HPO's own names ("Abnormality of the eye") stay on the signs themselves."""

NAMES = {
    "HP:0000119": "Kidneys, urinary tract and genitals",
    "HP:0000152": "Head and neck",
    "HP:0000478": "Eyes",
    "HP:0000598": "Ears and hearing",
    "HP:0000707": "Nervous system",
    "HP:0000769": "Breasts",
    "HP:0000818": "Hormones",
    "HP:0001197": "Pregnancy and birth",
    "HP:0001507": "Growth",
    "HP:0001574": "Skin, hair and nails",
    "HP:0001608": "Voice",
    "HP:0001626": "Heart and vessels",
    "HP:0001871": "Blood",
    "HP:0001939": "Metabolism",
    "HP:0002086": "Airways and lungs",
    "HP:0002664": "Tumours",
    "HP:0002715": "Immune system",
    "HP:0025031": "Gut and liver",
    "HP:0025142": "General symptoms",
    "HP:0025354": "Cells",
    "HP:0033127": "Muscles, bones and joints",
    "HP:0040064": "Limbs",
    "HP:0045027": "Chest",
}
UNKNOWN = "Other"


def organ_system(hpo_id: str | None, name: str | None) -> str:
    """Return our name of an organ system, else HPO's own; 'Other' for a sign under none."""
    return NAMES.get(hpo_id or "", name or UNKNOWN)
