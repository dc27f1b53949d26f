/** The name of an object, also where the server will make it from `generateName`. */
import { type JsonObject, stringAt } from '../../kube/json.ts';

/** Five characters that the server draws; here they are always these. */
const randomSuffix = 'xxxxx';
const maxGenerateName = 58;

/** Empty where the author gave neither a name nor a `generateName`. */
export function generatedName(metadata: JsonObject): string {
  const name = stringAt(metadata, 'name');
  const base = stringAt(metadata, 'generateName');
  return name !== '' || base === '' ? name : base.slice(0, maxGenerateName) + randomSuffix;
}
