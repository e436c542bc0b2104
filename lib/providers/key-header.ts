// The header that a key travels in.
import type { KeyHeader } from '../domain/target.ts';
import type { Ask } from './dialect.ts';

/** One header, or none where there is no key. @param usual the dialect's own, for targets that name no other */
export function keyHeaderOf({ key, target }: Ask, usual: KeyHeader): Readonly<Record<string, string>> {
  if (key === null) return {};
  const name = target.quirks.keyHeader ?? usual;
  return { [name]: name === 'authorization' ? `Bearer ${key}` : key };
}
