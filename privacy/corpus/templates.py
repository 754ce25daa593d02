"""Sentences with slots, in the language of case reports and of families. What is judged shares none with what rules were tuned on."""


def rows(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines() if line.strip())


FIRST_PART = rows("""
{full} was first seen in {town} on {date}.
We saw {full}, a {age} patient, with a diagnosis of {eponym}.
Her brother {first} has {eponym} and takes {drug}.
Dr {last} at {hospital} started {drug} {dose} {time}.
MRN: {id}
Hospital no. {id}, date of birth {date}.
NHS number {shaped}. Please call {phone}.
My daughter {first} goes to {school} and loves it.
You can reach me on {phone} or {email}.
We live at {street}, {town}, {postcode}.
Sequencing showed {gene}; see {cite}.
Mr {last} works at {employer} and has had symptoms {time}.
On examination there was {eponym}, {dose}, and no fever.
Our son {first} was diagnosed {time}.
The patient, {full}, is {age}.
Prof. {last} reviewed the results on {date}.
Signed, {full}
Dear Dr {last},
I am the mother of {first} {last} and I write from {town}.
{first} was born on {date} and walked late.
Nurse {last} rang us from {phone}.
Our story is on {url} for everyone.
The upload came from {ip}.
He was admitted to {hospital} for {time}.
Investigations: {dose}; {dose}; {gene}; {code}.
She was treated with {drug}, later {drug}, without effect {time}.
The phenotype ({code}) is typical of {eponym} ({cite}).
Her uncle {last} has the same rash.
Mrs {last} and her husband {first} are not related.
Patient: {name}
ID {shaped}
The family moved to {town} and he attends {school}.
{full} ({email}) asked about {drug}.
Contact: {name}, {phone}, {street}
SURNAME: {last}
{age}, presented with {eponym} and {dose}
Since {date} he has had fits; before, he was well.
Follow-up on {date} at {hospital} showed {dose}.
Sister {last} on the ward was kind to us.
they said {first} had {eponym} but nobody told me
The variant {gene} was absent from gnomAD and is reported in {cite}.
Her cousin {first}, who lives near {town}, is unaffected.
Account number {id}, insurance policy {id}.
Post to: {name}, {street}, {postcode}
His boss at {employer} let him rest {time}.
The consultant, {full}, suggested {drug} at {dose}.
Family history: father {age}, healthy; mother had {eponym}.
Fax {phone}.
""")

SECOND_PART = rows("""
This letter concerns {full} of {town}, whom I met on {date}.
I'm {first} and my little boy {first} has {eponym}.
Thank you for seeing {full}, who is {age}, with suspected {eponym}.
After {time}, {last} was moved to {hospital} and given {drug}.
Chart no {id} was filed on {date}.
Medical record number: {id}
Her number is {shaped}; mail her at {email}.
Ring Mrs {last} on {phone} after work.
Home address: {street}, {town} {postcode}
He is a pupil at {school}, and his teacher is Ms {last}.
I've worked for {employer} {time}.
The family is {origin}.
Genetics: {gene} ({code}), compare {cite}.
Examination showed {dose} and {eponym}; {drug} was stopped.
My sister {first} and my aunt {full} carry {gene}.
Kind regards, {full}
Name: {name}
{full} has been my patient {time}.
The {age} proband was born in {town}.
We blog at {url} about {eponym}.
Logged in from {ip} on {date}.
Dr. {full} of {hospital} wrote to us on {date}.
Midwife {last} noticed it first.
Treatment: {drug} {dose}, then {drug} {dose} {time}.
In summary, {eponym} due to {gene} ({cite}) was confirmed {time}.
cc: {name}, {hospital}
our {first} is {age} and cannot walk
No sign of {eponym} was found in {first}'s sister {first}.
Policy no: {id}. Medicare {shaped}.
Telephone {phone}, fax {phone}
On {date} the girl, {first}, fell ill in {town}.
Grandmother {full} died of {eponym}.
Two cousins, {first} and {first}, are well; {code} was coded.
Admitted {date}, discharged {date}.
She studies at {school} and her father drives for {employer}.
Letters go to {street}, {postcode}.
Laboratory values were {dose}, {dose} and {dose}; {code} applies.
Professor {last} quoted {cite}.
After {drug} the fever settled {time}; {dose} was measured.
Please write to {email} or see {url}.
Passport {id} was shown.
{first} is {number} and loves trains.
{first} {last}, {number}, of {town}, has {eponym}.
Seen {short_date}. {short_age}. {noted}.
Exam: {noted}; {noted}; {dose}.
He turned {number} last week.
Photo of {short_date}: {first} on the beach.
""")

TUNING = FIRST_PART + SECOND_PART

JUDGING = rows("""
RE: {full}, {street}, {town}, {postcode}
S: {first} reports pain {time}. O: {dose}, {dose}. A: {eponym}. P: {drug}.
I met Mr and Mrs {last} in clinic on {date} with their daughter {first}.
Hello everyone, {first} here, mum to {first} who has {eponym}.
Reported by Dr {last}, {hospital}, {phone}
{last} {first}, {age}, {town}
The index case, a {age} child of {origin} parents, had {eponym}.
{full} carries {gene}, as does his mother {first}.
Tel. {phone}; e-mail {email}; web {url}
Ref: {id}. NHS/SSN: {shaped}.
Please quote patient no. {id} when you call {phone}.
Symptoms began {time} and {drug} {dose} was given; see {cite} and {cite}.
Whole-exome sequencing found {gene} and {gene} ({code}).
Born {date} at {hospital}, {first} fed poorly.
Her teacher at {school}, Mrs {last}, saw the first seizure on {date}.
My husband {first} lost his job at {employer} because of it.
Our neighbour {first} {last} drove us from {town} to {hospital}.
In {town} nobody had heard of {eponym}.
Weight {dose}; {eponym} negative; {code}; {drug} continued {time}.
We are the {last} family from {town}.
{first}'s brother {first} died {time} of {eponym}.
IP address {ip} was logged.
Sent from {email} on {date}
Consultant geneticist: {full}
Informant: {full} (aunt), {phone}
Device serial no. {id}; chart {id}.
Discharge letter dictated by {full} on {date}.
He turned up at {hospital} {time} with {dose}.
{origin} patients with {eponym} respond to {drug} ({cite}).
Nobody but {first} knew that {last} was ill.
| {full} | {date} | {phone} | {postcode} |
Address for letters: {street}, {town}.
Siblings: {first} ({age}), {first} ({age}).
On {date} {first} started at {school}.
Uncle {first} and Auntie {first} help us every day.
{eponym} was considered, but {gene} ({code}) fits better.
Compared with {cite}, our patient had {dose} {time}.
I, {full}, agree that this is shared.
Yours sincerely, Dr {full}, {hospital}
Dose of {drug}: {dose}, reduced {time}.
My cousin {first} is only {number}, she will need {drug}.
{first} {last}, {number}, from {town}, was first.
Note of {short_date}. {short_age}. {noted}, {dose}.
O/E: {dose}; {noted}; {noted}.
She's {number} now and he was {number} when it began.
Diary, {short_date}: {first} slept badly.
""")
