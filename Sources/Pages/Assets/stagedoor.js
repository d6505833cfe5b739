// The portal works without this file. With it: search as one types, a panel that opens beside the grid, arrow keys,
// the command palette, copying, passkeys. Everything is delegated from the document, so swapped parts need no wiring,
// and text reaches a page only as text or as parsed HTML of our own server.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const isWide = matchMedia("(min-width: 1100px)");

/** Runs `work` once nothing has asked for it again for `wait` milliseconds. */
function settled(work, wait) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), wait);
  };
}

// Pages: fetched whole, swapped by id

let running;

/** The page at `url` as a document; null when a later call overtook this one. Goes there when it is no page of ours. */
async function fetchPage(url) {
  running?.abort();
  const mine = (running = new AbortController());
  try {
    const answer = await fetch(url, { signal: mine.signal, headers: { Accept: "text/html" } });
    const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
    const stayed = new URL(answer.url).pathname === new URL(url, location.href).pathname;
    if (!answer.ok || !isPage || !stayed) throw new Error("not a page to swap");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
    return null;
  }
}

/** Puts the named parts of `page` in place of our own, and keeps focus and open menus where they were. */
function swap(page, ids) {
  const focus = document.activeElement;
  const open = $$("details[open][id]").map((menu) => menu.id);
  for (const id of ids) {
    const theirs = page.getElementById(id);
    const ours = document.getElementById(id);
    if (theirs && ours) ours.replaceWith(document.adoptNode(theirs));
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (!focus.isConnected) {
    const same = focus.id
      ? document.getElementById(focus.id)
      : focus.name && $(`[name="${CSS.escape(focus.name)}"][value="${CSS.escape(focus.value ?? "")}"]`);
    (same || null)?.focus({ preventScroll: true });
  }
  document.title = page.title;
  enhance();
}

function enhance() {
  document.documentElement.classList.add("js");
  showChosen();
}

// What is under way: looked at again until it is over

function watch() {
  const part = $("[data-watch]");
  if (!part) return;
  setTimeout(async () => {
    const isInUse = part.contains(document.activeElement) || $("details[open]", part);
    const page = isInUse ? null : await fetchPage(location.pathname + location.search);
    if (page) swap(page, [part.id]);
    watch();
  }, Number(part.dataset.watch));
}

// Users: search as one types, filters at once

const formURL = (form) => {
  const query = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...query]) if (value === "") query.delete(name, value);
  return `${form.getAttribute("action").split("?")[0]}?${query}`;
};

async function refreshGrid(url) {
  const page = await fetchPage(url);
  if (!page) return;
  const keepsPanel = isDirty();
  swap(page, keepsPanel ? ["chips", "grid"] : ["chips", "grid", "panel"]);
  if (!keepsPanel) $("#users")?.classList.toggle("open", $(".panel") !== null);
  history.replaceState(null, "", url);
  shownAddress = location.pathname + location.search;
}

const search = settled((form) => refreshGrid(formURL(form)), 120);

document.addEventListener("input", (event) => {
  if (event.target.id === "q") search(event.target.form);
  if (event.target.closest("#palette")) findInPalette(event.target.value);
  event.target.closest(GUARDED)?.setAttribute("data-dirty", "");
});

document.addEventListener("change", (event) => {
  const target = event.target;
  if (target.closest("#chips")) refreshGrid(formURL(target.form));
  if (target.closest("#columns")) {
    const shown = $$("input[type=checkbox]:checked", target.form).map((box) => box.value);
    document.cookie = `columns=${shown.join(".") || "none"}; path=/; max-age=31536000; samesite=lax`;
    refreshGrid(formURL(target.form));
  }
  if (target.hasAttribute("data-all")) for (const box of $$("input[name=ids]")) box.checked = target.checked;
  if (target.name === "ids" || target.hasAttribute("data-all")) keepChosen();
});

// The choice of rows lasts from page to page, over filters and a reload, until it is used or cleared in this tab.

const choiceKey = () => `choice ${$("#bulk[data-choice]")?.dataset.choice}`;
const chosen = () => new Set(JSON.parse(sessionStorage.getItem(choiceKey()) ?? "[]"));

function setChosen(ids) {
  if (ids.size) sessionStorage.setItem(choiceKey(), JSON.stringify([...ids]));
  else sessionStorage.removeItem(choiceKey());
}

function keepChosen() {
  const ids = chosen();
  for (const box of $$("input[name=ids][form=bulk]")) ids[box.checked ? "add" : "delete"](box.value);
  setChosen(ids);
  countChosen();
}

function showChosen() {
  if (!$("#bulk[data-choice]")) return;
  if (new URLSearchParams(location.search).get("done") === "bulk-done") setChosen(new Set());
  const ids = chosen();
  for (const box of $$("input[name=ids][form=bulk]")) box.checked = ids.has(box.value);
  countChosen();
}

function countChosen() {
  const button = $("[data-bulk]");
  if (!button) return;
  button.dataset.plain ??= button.textContent;
  const count = chosen().size;
  button.textContent = count ? button.dataset.bulk.replace("#", count) : button.dataset.plain;
  $("[data-unpick]").hidden = count === 0;
}

/** Goes to the change of all that are chosen, here and on other pages of the list: sixteen bytes each in the address. */
function changeChosen(form) {
  const digits = [...chosen()].join("").replace(/-/g, "");
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const query = new URLSearchParams(new FormData(form));
  query.delete("ids");
  query.set("chosen", toText(bytes));
  location.assign(`${form.getAttribute("action")}${form.getAttribute("action").includes("?") ? "&" : "?"}${query}`);
}

// Users: the panel beside the grid

const rowLinks = () => $$("#grid td.name a");

async function openPanel(url, how) {
  if (!mayLeave()) return;
  const page = await fetchPage(url);
  if (!page || !page.getElementById("panel")) return;
  swap(page, ["panel"]);
  const panel = $(".panel");
  $("#users").classList.toggle("open", panel !== null);
  const path = new URL(url, location.href).pathname;
  let last;
  for (const link of rowLinks()) {
    const isIt = panel !== null && link.pathname === path;
    if (link.hasAttribute("aria-current")) last = link;
    link.toggleAttribute("aria-current", isIt);
    if (isIt) link.setAttribute("aria-current", "page");
    link.closest("tr").classList.toggle("selected", isIt);
  }
  if (how === "push") history.pushState(null, "", url);
  shownAddress = location.pathname + location.search;
  if (panel) {
    panel.tabIndex = -1;
    panel.focus({ preventScroll: true });
  } else {
    last?.focus();
  }
}

function revealPassphrase(button) {
  const field = document.getElementById(button.dataset.reveal);
  const shows = field.type === "text";
  field.type = shows ? "password" : "text";
  [button.textContent, button.dataset.revealed] = [button.dataset.revealed, button.textContent];
  field.focus();
}

// The answer to a form stands at the address of its page, so that reloading and coming back find one.
if (document.body.dataset.here !== location.pathname + location.search) history.replaceState(null, "", document.body.dataset.here + location.hash);

let shownAddress = location.pathname + location.search;
addEventListener("popstate", () => {
  // A link into the page changes the fragment alone: nothing to load.
  if (location.pathname + location.search === shownAddress) return;
  shownAddress = location.pathname + location.search;
  if ($("#users")) openPanel(location.href, "back");
  else location.reload();
});

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = event.target;
  const copy = target.closest("[data-copy]");
  if (copy) copyText(copy);
  const reveal = target.closest("[data-reveal]");
  if (reveal) revealPassphrase(reveal);
  if (target.closest("[data-print]")) print();
  if (target.closest("[data-unpick]")) {
    setChosen(new Set());
    showChosen();
    $("[data-bulk]").focus();
  }
  if (target.closest("[data-copy], [data-print], main .deeds a, main .deeds button")) isKept = true;
  const pick = target.closest("a[data-pick]");
  if (pick) {
    event.preventDefault();
    openPicker(pick);
  }
  const find = target.closest("[data-palette]");
  if (find) {
    event.preventDefault();
    openPalette();
  }
  const link = $("#panel") && target.closest("#grid td.name a, #panel [data-close]");
  if (link && isWide.matches) {
    event.preventDefault();
    openPanel(link.href, "push");
  }
  const row = target.closest("#grid tbody tr");
  if (row && !target.closest("a, label, input, button") && getSelection().isCollapsed) $("td.name a", row)?.click();
  for (const menu of $$("details.dropdown[open], .chip details[open]")) if (!menu.contains(target)) menu.open = false;
  if (target.id === "palette") target.close();
  const item = target.closest("#palette-list li");
  if (item) go(item);
});

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && $("#palette")) {
    event.preventDefault();
    return openPalette();
  }
  if (event.target.closest("#palette")) return paletteKey(event);
  if (event.key === "Escape") return escape(event);
  const links = rowLinks();
  const isInGrid = event.target.closest("#grid tbody") || event.target.id === "q";
  const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };
  if (!isInGrid || !links.length || !(event.key in steps)) return;
  if (event.target.id === "q" && event.key !== "ArrowDown") return;
  event.preventDefault();
  const row = event.target.closest("tr");
  const at = row ? links.findIndex((link) => row.contains(link)) : -1;
  links[Math.min(links.length - 1, Math.max(0, at + steps[event.key]))].focus();
});

function escape(event) {
  const menu = $("details.dropdown[open], .chip details[open]");
  if (menu) {
    menu.open = false;
    return $("summary", menu).focus();
  }
  if (event.target.closest("#picker") && $("a[data-pick][aria-expanded=true]")) {
    event.preventDefault();
    return closePicker();
  }
  if (event.target.matches("input, select, textarea") && !event.target.closest("#panel")) return;
  if (isWide.matches && !$("[popover]:popover-open")) $("#panel [data-close]")?.click();
}

// A gap: whoever could close it is offered where it stands

async function openPicker(link) {
  const before = document.getElementById("picker");
  const opener = $("a[data-pick][aria-expanded=true]");
  before?.remove();
  opener?.removeAttribute("aria-expanded");
  if (opener === link) return;
  const page = await fetchPage(link.href);
  const picker = page?.getElementById("picker");
  if (!picker) return;
  link.closest("li, td, .note > div").append(document.adoptNode(picker));
  link.setAttribute("aria-expanded", "true");
  picker.tabIndex = -1;
  picker.focus({ preventScroll: true });
  picker.scrollIntoView({ block: "nearest" });
}

async function searchPicker(form) {
  const page = await fetchPage(formURL(form));
  const picker = page?.getElementById("picker");
  if (!picker) return;
  document.getElementById("picker").replaceWith(document.adoptNode(picker));
  $("#picker [type=search]").focus();
}

function closePicker() {
  const opener = $("a[data-pick][aria-expanded=true]");
  document.getElementById("picker").remove();
  opener.removeAttribute("aria-expanded");
  opener.focus();
}

// Changes that are not saved

const GUARDED = ".portal main form[method=post]:not(.picks, .bulk)";
const isDirty = () => $("form[data-dirty]") !== null;

/** What is shown only once was copied, printed or left by its own way. */
let isKept = !("once" in document.body.dataset);

function mayLeave() {
  return !isDirty() || confirm(document.body.dataset.leave);
}

addEventListener("beforeunload", (event) => {
  if (isDirty() || !isKept) event.preventDefault();
});

const pathOf = (form) => new URL(form.getAttribute("action"), location.href).pathname;

/** A form that was sent and not taken is as little saved as one that was not sent. */
function guardRefused() {
  const path = document.body.dataset.unsaved;
  if (!path) return;
  for (const form of $$("main form[method=post]")) if (pathOf(form) === path) form.setAttribute("data-dirty", "");
}

// The other language: what was typed comes along

const draftKey = () => `draft ${document.body.dataset.here}`;
const isDraftable = (field) => field.name && field.name !== "csrf" && !["password", "file", "submit"].includes(field.type) && field.localName !== "button";

const draftOf = (form) => ({
  path: pathOf(form),
  fields: [...form.elements].filter(isDraftable).map(({ name, type, value, checked }) => ({ name, type, value, checked })),
});

function keepDrafts() {
  sessionStorage.setItem(draftKey(), JSON.stringify($$("form[data-dirty]").map(draftOf)));
}

function takeDrafts() {
  const drafts = JSON.parse(sessionStorage.getItem(draftKey()) ?? "[]");
  sessionStorage.removeItem(draftKey());
  restore(drafts);
}

/** What is sent waits until the next page: it is needed once more when the session had ended, by the same reader alone. */
function keepSent(form) {
  const { reader, here } = document.body.dataset;
  sessionStorage.setItem("sent", JSON.stringify({ reader, here, drafts: [draftOf(form)] }));
}

function takeSent() {
  const sent = JSON.parse(sessionStorage.getItem("sent") ?? "null");
  if (!sent) return;
  const { reader, here, restored } = document.body.dataset;
  if (!reader && new URLSearchParams(location.search).has("ended")) sent.isHeld = true;
  if (!reader && sent.isHeld) return sessionStorage.setItem("sent", JSON.stringify(sent));
  sessionStorage.removeItem("sent");
  if (!sent.isHeld || sent.reader !== reader || sent.here !== here) return;
  restore(sent.drafts);
  if (!isDirty()) return;
  const note = Object.assign(document.createElement("div"), { className: "note warn", role: "status" });
  const words = document.createElement("div");
  words.append(Object.assign(document.createElement("p"), { textContent: restored }));
  note.append(words);
  $("main").prepend(note);
}

function restore(drafts) {
  for (const { path, fields } of drafts) {
    const form = $$("main form[method=post]").find((form) => pathOf(form) === path);
    if (!form) continue;
    // The version that was typed over goes along, so that what somebody else saved meanwhile is noticed.
    for (const field of [...form.elements]) if (isDraftable(field) && field.type === "hidden") field.remove();
    for (const { name, type, value, checked } of fields) {
      if (type === "hidden") {
        const field = Object.assign(document.createElement("input"), { type, name, value });
        form.append(field);
        continue;
      }
      const isBox = type === "checkbox" || type === "radio";
      const field = [...form.elements].find((field) => field.name === name && (!isBox || field.value === value));
      if (!field) continue;
      if (isBox) field.checked = checked;
      else field.value = value;
      if (isBox && checked !== field.defaultChecked) field.closest("details")?.setAttribute("open", "");
    }
    form.setAttribute("data-dirty", "");
  }
}

async function changeLanguage(form) {
  keepDrafts();
  await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
  for (const dirty of $$("form[data-dirty]")) dirty.removeAttribute("data-dirty");
  location.reload();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("data-passkey") && !form.elements.credential.value) {
    event.preventDefault();
    return passkey(form);
  }
  if (form.classList.contains("themes")) return chooseTheme(event);
  if (form.classList.contains("language")) {
    event.preventDefault();
    return changeLanguage(form);
  }
  if (form.hasAttribute("data-pick-search")) {
    if (!$("a[data-pick][aria-expanded=true]")) return;
    event.preventDefault();
    return searchPicker(form);
  }
  if (form.id === "bulk") {
    event.preventDefault();
    return changeChosen(form);
  }
  if (form.matches(GUARDED) && form.hasAttribute("data-dirty")) keepSent(form);
  // The form that is sent is no longer at risk; another one still is.
  form.removeAttribute("data-dirty");
  if (form.id === "filters" || form.id === "columns") {
    event.preventDefault();
    refreshGrid(formURL(form));
  }
});

// Copying, theme

async function copyText(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const word = $("span", button);
  const plain = word.textContent;
  word.textContent = button.dataset.copied;
  setTimeout(() => (word.textContent = plain), 2000);
}

function chooseTheme(event) {
  event.preventDefault();
  const choice = new FormData(event.target, event.submitter);
  document.documentElement.dataset.theme = choice.get("theme");
  for (const button of $$("button", event.target)) button.setAttribute("aria-pressed", button === event.submitter);
  fetch(event.target.action, { method: "POST", body: new URLSearchParams(choice), redirect: "manual" });
}

// The command palette

const list = () => $("#palette-list");

function openPalette() {
  const palette = $("#palette");
  if (!palette.open) palette.showModal();
  const input = $("input", palette);
  input.select();
  fillPalette(input.value);
}

const findInPalette = settled((text) => fillPalette(text), 80);

async function fillPalette(text) {
  const url = `${$("[data-palette]").dataset.palette}?q=${encodeURIComponent(text)}`;
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok || $("#palette input").value !== text) return;
  const items = await answer.json();
  list().replaceChildren(...items.map(paletteItem));
  if (!items.length) {
    const nothing = document.createElement("li");
    nothing.textContent = list().dataset.empty;
    list().append(nothing);
  }
  select(0);
}

function paletteItem(item, index) {
  const line = document.createElement("li");
  line.id = `palette-${index}`;
  line.role = "option";
  line.dataset.href = item.href;
  const hint = document.createElement("small");
  hint.textContent = item.hint ?? "";
  line.append(document.createTextNode(item.label), hint);
  return line;
}

const options = () => $$("[role=option]", list());

function select(index) {
  const all = options();
  all.forEach((line, at) => line.setAttribute("aria-selected", at === index));
  all[index]?.scrollIntoView({ block: "nearest" });
  const input = $("#palette input");
  if (all[index]) input.setAttribute("aria-activedescendant", all[index].id);
  else input.removeAttribute("aria-activedescendant");
}

function paletteKey(event) {
  // In a field for searching the first Escape would only empty it.
  if (event.key === "Escape") {
    event.preventDefault();
    return $("#palette").close();
  }
  const all = options();
  const at = all.findIndex((line) => line.ariaSelected === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (all.length) select((at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
  }
  if (event.key === "Enter" && all[at]) {
    event.preventDefault();
    go(all[at]);
  }
}

function go(line) {
  const href = line.dataset.href;
  if (href?.startsWith("/") && !href.startsWith("//")) location.assign(href);
}

// Passkeys (WebAuthn). A form with data-passkey="create" or "get" names in data-options where its options come from; the
// result goes into its field "credential", and the form is then sent like any other.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function passkeyOptions(form) {
  const body = new URLSearchParams({ csrf: form.elements.csrf?.value ?? "" });
  const answer = await fetch(form.dataset.options, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  const given = await answer.json();
  const publicKey = given.publicKey ?? given;
  publicKey.challenge = toBytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = toBytes(publicKey.user.id);
  for (const credential of [...(publicKey.excludeCredentials ?? []), ...(publicKey.allowCredentials ?? [])]) credential.id = toBytes(credential.id);
  return publicKey;
}

function credentialText(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response });
}

let waiting;

async function passkey(form, mediation) {
  waiting?.abort();
  waiting = new AbortController();
  const signal = waiting.signal;
  const complaint = $("[data-passkey-problem]", form);
  try {
    const publicKey = await passkeyOptions(form);
    const kind = form.dataset.passkey;
    const credential = await navigator.credentials[kind]({ publicKey, signal, ...(mediation && { mediation }) });
    form.elements.credential.value = credentialText(credential);
    form.requestSubmit();
  } catch (error) {
    // Overtaken by another attempt, or only offered in a list and not taken.
    if (error.name === "AbortError" || mediation) return;
    if (complaint) complaint.hidden = false;
  }
}

async function offerPasskeys() {
  if (!window.PublicKeyCredential) {
    for (const element of $$("[data-passkey-only]")) element.hidden = true;
    return;
  }
  const form = $("form[data-conditional]");
  if (form && (await PublicKeyCredential.isConditionalMediationAvailable?.())) passkey(form, "conditional");
}

enhance();
guardRefused();
takeDrafts();
takeSent();
watch();
offerPasskeys();
const problems = document.getElementById("problems");
if (problems) {
  problems.tabIndex = -1;
  problems.focus();
}
