"""Names of people and places for the corpus, written by hand. The part to tune rules on and the part to judge them on share none."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    first: tuple[str, ...]
    last: tuple[str, ...]
    towns: tuple[str, ...]
    hospitals: tuple[str, ...]
    schools: tuple[str, ...]
    employers: tuple[str, ...]
    streets: tuple[str, ...]
    domains: tuple[str, ...]


def lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())


FIRST_PART = Names(
    first=lines("""Siobhán, Thandiwe, Te Ariki, Nguyen Thi, Aoife, Sipho, Priya, Mohammed, Wei, Fatima, Kwame, Agnieszka, Liam, Emma, Oliver, Jack, Grace, Rose, Hemi, Aroha, Lerato, Bongani, Chukwuemeka, Oluwaseun, Ngozi, Yusuf, Aaliyah, Ravi, Deepika, Harpreet, Jasvinder,
        Xiaoming, Mei-Ling, Hiroshi, Ji-woo, Krzysztof, Katarzyna, Piotr, Małgorzata, Caoimhe, Oisín, Niamh, Ruairí, Mairead, Tadhg, Pádraig, DeShawn, LaToya, Jayden, Brayden, Mackenzie, Tyler, Destiny, José, María, Guadalupe, Jean-Luc, Marie-Claire, Élodie, Zoë, Björn, Annika, Dmitri, Svetlana, Olena,
        Tariq, Layla, Abdulrahman, Khadija, Nomvula, Zanele, Pieter, Annelize, Hendrik, Marietjie, Tama, Wiremu, Mereana, Sione, Tavita, Jarrah, Kylie, Bruce, Sheila, Winnie, Hamish, Morag, Gwyneth, Rhys, Dilys, Ffion, Tom, Ben, Will, Mark, Hope, Joy, Dawn, Mary-Kate, Nokuthula, Adaeze, Babajide, Tsholofelo""".replace("\n", " ")),
    last=lines("""O'Brien, Nkosi, van der Merwe, Nguyen, Smith, Jones, Patel, Mbeki, Kowalczyk, Oyelaran, Ó Súilleabháin, Mac Giolla, Ní Dhomhnaill, Parata, Ngata, Te Whata, Dlamini, Mthembu, Botha, du Plessis, Pretorius, Singh, Kaur, Chowdhury, Iyer, Venkataraman, Zhang, Wong, Xu, Tanaka, Park, Kim, Nowak, Wiśniewski, Zielińska,
        Okonkwo, Adeyemi, Eze, Mohamed, Al-Rashid, El-Sayed, bin Ahmad, Haddad, Hernández, García-López, Tremblay, Bouchard-Gagnon, Lévesque, MacDonald, McAllister, Fitzgerald, Brown, Young, Hill, Wilson, Turner, Addison, Marsh, Stone, King, Blackwood, Featherstonehaugh, Cholmondeley, St. John, De Luca, Rossi, Papadopoulos, Ivanov,
        Shevchenko, Yilmaz, Hosseini, Goldberg, Cohen, Thompson-Reid, Ah Kit, Tuilagi, Faleolo, Whitehorse, Begay""".replace("\n", " ")),
    towns=lines("Leeds, Stoke-on-Trent, Kilmarnock, Aberystwyth, Galway, Ballina, Letterkenny, Soweto, Umlazi, Stellenbosch, Polokwane, Toowoomba, Wagga Wagga, Geelong, Alice Springs, Rotorua, Invercargill, Whangārei, Palmerston North, Saskatoon, Trois-Rivières, Moose Jaw, Medicine Hat, Albuquerque, Chattanooga, Baton Rouge, Des Moines, Boise, Reading, Bath, Bristol, Manchester, Cork"),
    hospitals=lines("Great Ormond Street Hospital, St James's Hospital, Groote Schuur Hospital, Royal Children's Hospital, Starship Hospital, Mayo Clinic, Alder Hey, Our Lady's Hospital Crumlin, Tygerberg, SickKids, Addenbrooke's, Boston Children's Hospital, Royal Prince Alfred, Waikato Hospital, Riverside Medical Centre, Oakfield Surgery, Netcare Milpark Hospital, University Hospital Limerick, Hôpital Sainte-Justine"),
    schools=lines("St Patrick's Primary School, Hillcrest High School, Greenfield Academy, Scoil Bhríde, Te Kura o Hirangi, Rondebosch Boys' High, Maple Grove Elementary, University of Otago, Trinity College Dublin, Bluebell Nursery, Parkside Montessori, University of Cape Town"),
    employers=lines("Tesco, Eskom, Fonterra, Bunnings, Qantas, Walmart, Bombardier, Kerry Group, Acme Plumbing Ltd, Hargreaves & Sons, Transnet, Loblaws, Dunnes Stores, Telstra"),
    streets=lines("Oak Street, Maple Avenue, Church Lane, Victoria Road, O'Connell Street, Long Street, Jan Smuts Avenue, Queen Street, High St, Sunset Blvd, Elm Rd, Karangahape Road, Main St, Acacia Crescent, Rue Saint-Denis, Voortrekker Street, Station Road, Patrick St"),
    domains=lines("gmail.com, example.com, nhs.net, hotmail.co.uk, eircom.net, iafrica.co.za, bigpond.com.au, xtra.co.nz, shaw.ca"),
)  # fmt: skip

SECOND_PART = Names(
    first=lines("""Gráinne, Fionnuala, Ciarán, Eoghan, Saoirse, Lungile, Mandla, Nosipho, Khanyisile, Tumelo, Refilwe, Rangi, Ngaire, Anahera, Kahurangi, Tevita, Mele, Ananya, Vikram, Sunita, Gurdeep, Lakshmi, Arjun, Yan, Li Na, Jun, Haruka, Min-seo, Thuy, Duc, Bartosz, Zofia, Wojciech, Halina, Emeka, Folasade, Temitope, Chiamaka, Kofi, Abena,
        Ibrahim, Zainab, Omar, Noura, Hassan, Amira, Santiago, Ximena, Beatriz, Étienne, Geneviève, Thérèse, Sven, Ingrid, Oksana, Bohdan, Tatiana, Francois, Riaan, Elmarie, Kobus, Charlotte, George, Harry, Amelia, Poppy, Alfie, Callum, Isla, Megan, Dylan, Cerys, Brandon, Madison, Kayla, Trayvon, Shanice, Keisha, Cody, Dakota, Lachlan, Bronwyn, Shane, Daisy, Lily, Faith, Ivy, Frank, Ruby, Violet, Sean-Paul, Anna-Maria""".replace("\n", " ")),
    last=lines("""Murphy, O'Sullivan, Ó Briain, Gallagher, Mac an tSaoir, Khumalo, Zulu, Ndlovu, Mokoena, Sithole, Venter, van Niekerk, de Villiers, Coetzee, Ngāpuhi, Tamihere, Harawira, Fa'afoi, Latu, Sharma, Reddy, Banerjee, Krishnamurthy, Gill, Dhillon, Liu, Chen, Huang, Yamamoto, Choi, Tran, Pham, Lewandowski, Wójcik, Kamiński, Szymańska,
        Okafor, Balogun, Afolabi, Mensah, Osei, Hussein, al-Masri, El Amrani, Abdi, Rahman, Rodríguez, Martínez-Ruiz, Gagné, Lefebvre, Desjardins, MacKenzie, McLoughlin, FitzPatrick, Davies, Evans, Llewellyn, Baker, Fisher, Green, Hunter, Gray, Alexander, Crawford, Pemberton, Ashworth, Winterbottom, Da Silva, Esposito, Konstantinou, Petrov, Kovalenko,
        Demir, Tehrani, Rosenbaum, Levy, Campbell-Bannerman, Lee, Ma, Tupou, Redcloud, Tsosie, von Bülow, ten Boom""".replace("\n", " ")),
    towns=lines("Wolverhampton, Newcastle upon Tyne, Paisley, Llanelli, Sligo, Drogheda, Ballymena, Khayelitsha, Mamelodi, Bloemfontein, Potchefstroom, Ballarat, Coffs Harbour, Townsville, Broken Hill, Nelson, Kaitaia, Taupō, Upper Hutt, Moncton, Chicoutimi, Red Deer, Thunder Bay, Tulsa, Spokane, Grand Rapids, Little Rock, El Paso, Slough, Wells, Halifax, Ennis, Mobile"),
    hospitals=lines("Royal Free Hospital, Beaumont Hospital, Chris Hani Baragwanath Hospital, Westmead, Middlemore Hospital, Cleveland Clinic, Birmingham Women's and Children's, Temple Street, Red Cross Children's Hospital, Vancouver General Hospital, Papworth, Johns Hopkins, John Hunter Hospital, Tauranga Hospital, Willowbrook Health Centre, Mill Lane Surgery, Life Kingsbury, Cork University Hospital, Centre hospitalier de l'Université de Montréal"),
    schools=lines("St Mary's National School, Westlake Girls High School, Northgate Academy, Gaelscoil Eoghain, Kura Kaupapa Māori o Ruatoki, Bishops Diocesan College, Lincoln Elementary, University of Melbourne, McGill University, Little Acorns Nursery, Rainbow Kindergarten, Stellenbosch University"),
    employers=lines("Sainsbury's, Sasol, Air New Zealand, Woolworths, Coles, Costco, Tim Hortons, Kingspan, Brightwater Logistics Ltd, Pettigrew & Co, Shoprite, Boeing, SuperValu, Rio Tinto"),
    streets=lines("Beech Grove, Willow Drive, Abbey Road, Castle Street, Grafton Street, Adderley Street, Nelson Mandela Boulevard, King Street, Mill Ln, Ponsonby Road, 5th Avenue, Wattle Close, Chemin Sainte-Foy, Kerkstraat, Harbour View, Bridge St, Dawson Terrace, Cedar Ct"),
    domains=lines("outlook.com, example.org, doctors.org.uk, btinternet.com, hse.ie, mweb.co.za, optusnet.com.au, slingshot.co.nz, rogers.com"),
)  # fmt: skip


def both(one: Names, other: Names) -> Names:
    return Names(*(getattr(one, field) + getattr(other, field) for field in Names.__slots__))


TUNING = both(FIRST_PART, SECOND_PART)

JUDGING = Names(
    first=lines("""Clodagh, Bláthnaid, Cathal, Diarmuid, Sadhbh, Seán, Nompumelelo, Siyabonga, Palesa, Kagiso, Thulani, Busisiwe, Manaia, Tāne, Hinemoa, Kauri, Losa, Semisi, Tala, Kavya, Rohan, Ishaan, Nandini, Balraj, Simran, Meenakshi, Xin Yi, Haoran, Mingzhu, Sakura, Kenji, Seo-yeon, Linh, Minh Anh, Jarosław, Bożena, Tomasz, Weronika, Obinna, Yetunde, Adebayo, Ifeoma,
        Akosua, Kwabena, Mustafa, Rania, Yasmin, Khalid, Samira, Alejandro, Camila, Rafael, Benoît, Noémie, Maëlle, Lars, Astrid, Yulia, Andriy, Ekaterina, Johan, Chantelle, Thinus, Alexander, Florence, Freddie, Elsie, Archie, Angus, Catriona, Kirsty, Gethin, Angharad, Carys, Hunter, Savannah, Jaxon, Tiana, Marquise, Ebony, Wyatt, Sierra, Darcy, Matilda, Cooper, Imogen, Pearl, Autumn, Heath, Basil, Jasmine, Jo-Anne, Lee-Ann""".replace("\n", " ")),
    last=lines("""Kavanagh, O'Donoghue, Ó Conaill, Breathnach, Mac Cárthaigh, Ngcobo, Mahlangu, Motaung, Shabangu, Radebe, Steenkamp, van Wyk, Janse van Rensburg, Olivier, Paewai, Te Kanawa, Hēnare, Taufa, Sefo, Deshpande, Mukherjee, Subramaniam, Bhatt, Grewal, Sandhu, Yang, Lin, Zhao, Kobayashi, Hwang, Le, Hoang, Jabłoński, Grabowska, Dąbrowski, Wrona, Nwosu, Ogunleye, Igwe, Boateng,
        Asante, Farah, al-Hashimi, Bouazizi, Warsame, Karim, Vásquez, Ortega-Molina, Pelletier, Thibault, Roy-Gauthier, MacAulay, McGillicuddy, Fitzsimons, Prosser, Bevan, Gwilym, Carpenter, Mason, Black, Archer, White, Bennett, Rutherford, Ellsworth, Ramsbottom, Thistlethwaite, Del Rosario, Ferrari, Angelopoulos, Sokolov, Melnyk, Öztürk, Rahimi, Rosenfeld, Katz, Spencer-Churchill, Cho, Ng, Vea, Standingbear, Yazzie, van den Berg, zu Stolberg""".replace("\n", " ")),
    towns=lines("Sunderland, Berwick-upon-Tweed, Dundee, Merthyr Tydfil, Tralee, Dundalk, Omagh, Gugulethu, Tembisa, Pietermaritzburg, Mossel Bay, Bendigo, Port Macquarie, Cairns, Mount Isa, Gisborne, Ōtaki, Whanganui, Lower Hutt, Fredericton, Rimouski, Swift Current, Sault Ste. Marie, Omaha, Tacoma, Ann Arbor, Salt Lake City, Santa Fe, Derby, Ely, Preston, Athlone, Worthing"),
    hospitals=lines("Sheffield Children's Hospital, Mater Misericordiae University Hospital, Frere Hospital, Monash Medical Centre, Christchurch Hospital, Texas Children's Hospital, Southampton General, St. Luke's, Inkosi Albert Luthuli, BC Children's Hospital, Moorfields, Mount Sinai, Royal Hobart Hospital, Dunedin Hospital, Fernhill Family Practice, Cathedral Street Clinic, Mediclinic Panorama, Sligo University Hospital, Hôpital Charles-Le Moyne"),
    schools=lines("Holy Family Primary School, Kelston Boys High School, Eastbrook Academy, Coláiste Feirste, Te Wharekura o Rakaumanga, Pretoria Boys High, Roosevelt Elementary, University of Leicester, Dalhousie University, Busy Bees Nursery, Sunflower Preschool, Rhodes University"),
    employers=lines("Morrisons, Discovery Health, Fletcher Building, Kmart, Westpac, Target Corporation, Canadian Tire, Glanbia, Northfield Haulage Ltd, Barrington & Daughters, Pick n Pay, Lockheed Martin, Centra, BHP"),
    streets=lines("Poplar Avenue, Juniper Lane, Dock Road, Parnell Street, Mount Street, Buitengracht Street, Albertina Sisulu Road, Prince Street, Park Ln, Dominion Road, 42nd Street, Banksia Court, Rue Sherbrooke, Bergstraat, Ocean Drive, Quay St, Wellington Terrace, Laurel Dr"),
    domains=lines("yahoo.co.uk, proton.me, nhs.scot, talktalk.net, tcd.ie, telkomsa.net, iinet.net.au, orcon.net.nz, videotron.ca"),
)  # fmt: skip
