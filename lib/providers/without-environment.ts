// Keeps an SDK from reading the user's own variables: what is set for one provider must not be sent to another.

/**
 * Makes something while no environment variable begins with `prefix`: SDKs take keys, addresses, log levels and further
 * headers from there. Nothing else can run meanwhile, because `make` is synchronous.
 */
export function withoutEnvironment<Made>(prefix: string, make: () => Made): Made {
  const hidden = Object.entries(process.env).filter(([name]) => name.startsWith(prefix));
  for (const [name] of hidden) delete process.env[name];
  try {
    return make();
  } finally {
    Object.assign(process.env, Object.fromEntries(hidden));
  }
}
