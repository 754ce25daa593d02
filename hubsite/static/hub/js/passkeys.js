// Passkeys: the browser asks the reader's device, and its answer is sent with the form. Needs webauthn-json.js of allauth.
const { webauthnJSON } = window;

async function questions(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// A passkey that signs in alone has to say itself whose it is, and to look at its owner first.
function alone(options, isAlone) {
  const wanted = options.publicKey.authenticatorSelection;
  wanted.residentKey = isAlone ? "required" : "discouraged";
  wanted.requireResidentKey = isAlone;
  if (isAlone) wanted.userVerification = "required";
  return options;
}

async function answerOf(form) {
  const asked = await questions(form);
  if (form.dataset.passkey === "get") return webauthnJSON.get(asked.request_options);
  return webauthnJSON.create(alone(asked.creation_options, form.elements.passwordless.checked));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const problem = form.querySelector("[data-passkey-problem]");
  if (!webauthnJSON?.supported()) {
    form.querySelector("[data-passkey-start]").disabled = true;
    problem.textContent = "This browser does not know passkeys, or the page has no secure address.";
    problem.hidden = false;
    continue;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answerOf(form));
      form.submit();
    } catch {
      problem.textContent = form.dataset.problem;
      problem.hidden = false;
    }
  });
}
