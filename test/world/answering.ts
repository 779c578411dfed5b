// A port of which some calls go another way; all others are its own.
export const answering = <T extends object>(port: T, change: Partial<T>): T =>
  new Proxy(port, {
    get: (target, name) => {
      const own: unknown = Reflect.get(change, name) ?? Reflect.get(target, name, target);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
