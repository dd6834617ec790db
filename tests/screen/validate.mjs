// Amazon's own check of an APL document, read from standard input: a line of JSON with what it finds.
import { readFileSync } from "node:fs";
import suggester from "apl-suggester";

// It tells standard error which components it has no extra rules for; that is no finding.
const document = JSON.parse(readFileSync(0, "utf8"));
console.log = () => {};
const found = await new suggester.StaticAplTemplateValidator().validate(document);
process.stdout.write(JSON.stringify(found.map(({ path, errorMessage }) => `${path}: ${errorMessage}`)));
