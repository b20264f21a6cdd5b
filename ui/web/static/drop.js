// The place where files are dropped. Runs where `element` is the place and `trigger` tells the server.
const zone = () => element.querySelector(".ax-drop");
const say = (text) => { element.querySelector(".ax-drop-told").textContent = text; };
const label = (name, values) => Object.entries(values ?? {}).reduce(
  (text, [key, value]) => text.replaceAll(`{${key}}`, value), zone().dataset[name]);
const suffix = (name) => name.slice(name.lastIndexOf(".")).toLowerCase();
const sidecarOf = (name) => name.toLowerCase().match(/^(.*)\.meta\.ya?ml$/)?.[1];

// A document and the metadata file beside it go together; everything else goes alone.
const groups = (files) => {
  const beside = new Map(files.filter((file) => sidecarOf(file.name)).map((file) => [sidecarOf(file.name), file]));
  const stem = (name) => name.slice(0, name.lastIndexOf(".")).toLowerCase();
  const used = new Set();
  const made = [];
  for (const file of files.filter((one) => !sidecarOf(one.name))) {
    const sidecar = beside.get(stem(file.name)) ?? beside.get(file.name.toLowerCase());
    if (sidecar) used.add(sidecar);
    made.push(sidecar ? [file, sidecar] : [file]);
  }
  return made.concat(files.filter((one) => sidecarOf(one.name) && !used.has(one)).map((one) => [one]));
};

const fault = (file) => {
  const { megabytes, suffixes } = zone().dataset;
  if (file.size > Number(megabytes) * 1024 * 1024) return label("tooLarge", { name: file.name, megabytes });
  return sidecarOf(file.name) || suffixes.split(" ").includes(suffix(file.name)) ? null
    : label("wrongType", { name: file.name });
};

const post = async (address, body, type) => {
  const reply = await fetch(address, { method: "POST", body, headers: type ? { "content-type": type } : {} });
  if (!reply.ok) throw new Error(reply.status === 403 ? zone().dataset.closed : zone().dataset.failed);
  return reply.json();
};

// What is told counts everything dropped since nothing was under way, so that no drop hides another's faults.
let underWay = 0;
let tally = null;
window.addEventListener("beforeunload", (event) => { if (underWay) event.preventDefault(); });
const told = () => say([tally.total ? label(tally.done < tally.total ? "sending" : "sent", tally) : "", ...tally.faults]
  .filter(Boolean).join("\n"));

const send = async (dropped) => {
  if (!underWay) tally = { total: 0, done: 0, faults: [] };
  const files = [...dropped];
  tally.faults.push(...files.map(fault).filter(Boolean));
  const queue = groups(files.filter((file) => !fault(file)));
  tally.total += queue.length;
  const sender = async () => {
    for (let group = queue.shift(); group; group = queue.shift()) {
      try {
        const sent = [];
        for (const file of group) sent.push({ ...await post(zone().dataset.arrivals, file), name: file.name });
        const replaces = zone().dataset.replaces || null;
        await post(zone().dataset.files, JSON.stringify({ files: sent, replaces }), "application/json");
        trigger("upload");
      } catch (error) {
        tally.faults.push(`${group[0].name}: ${error.message}`);
      }
      tally.done += 1;
      told();
    }
  };
  told();
  underWay += 1;
  await Promise.all([sender(), sender(), sender()]);
  underWay -= 1;
};

element.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  send(event.target.files);
  event.target.value = "";
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  element.addEventListener(kind, (event) => {
    event.preventDefault();
    event.stopPropagation();
    zone()?.classList.toggle("is-over", kind === "dragover");
    if (kind === "drop") send(event.dataTransfer.files);
  });
}
