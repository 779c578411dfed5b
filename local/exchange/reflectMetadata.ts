// What @peculiar/x509's dependency container (tsyringe) needs of the metadata reflection proposal before it loads:
// three functions over one store. Imported for its effect, before @peculiar/x509; a polyfill that is there stays.
const metadata = new WeakMap<object, Map<unknown, unknown>>();

const getOwnMetadata = (key: unknown, target: object): unknown => metadata.get(target)?.get(key);

function getMetadata(key: unknown, target: object): unknown {
  for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at)) {
    const found = getOwnMetadata(key, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const own = metadata.get(target) ?? new Map();
  own.set(key, value);
  metadata.set(target, own);
}

if (!('getMetadata' in Reflect)) Object.assign(Reflect, { getOwnMetadata, getMetadata, defineMetadata });
