// Server-sent events as bytes of text.

/** One event of JSON; named where the dialect names its events. */
export function frame(body: Readonly<Record<string, unknown>>, name?: string): string {
  const head = name === undefined ? '' : `event: ${name}\n`;
  return `${head}data: ${JSON.stringify(body)}\n\n`;
}

export function comment(text: string): string {
  return `: ${text}\n\n`;
}
