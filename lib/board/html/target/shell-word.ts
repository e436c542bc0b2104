// A text as one word of a POSIX shell, so that a command can be pasted whatever a target is called.

/** As it is where that is safe, else in single quotes; line breaks and other controls are left out. */
export function shellWord(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  const plain = text.replace(/[\u0000-\u001f\u007f]/g, '');
  return /^[A-Za-z0-9_@%+:,./][A-Za-z0-9_@%+=:,./-]*$/.test(plain) ? plain : `'${plain.replaceAll("'", "'\\''")}'`;
}
