// Events of the chat-completions dialect, for servers that write them by hand.

export function event(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

export function delta(content: string, further: Readonly<Record<string, unknown>> = {}): string {
  return event({ model: 'served', choices: [{ index: 0, delta: { content } }], ...further });
}

export const ROLE = event({ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] });
export const FINISH = event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
export const DONE = 'data: [DONE]\n\n';
export const USAGE = event({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 3 } });
/** Role, three tokens, finish reason, usage. */
export const ANSWER = [ROLE, delta('one'), delta(' two'), delta(' three'), FINISH, USAGE, DONE].join('');
