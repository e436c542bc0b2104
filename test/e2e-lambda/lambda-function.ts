// A function as Lambda runs it: an event goes to an idle execution environment, or to a new one where all are busy.
import {
  type Accidents,
  type ExecutionEnvironment,
  type FunctionSettings,
  type Outcome,
  startEnvironment,
} from './execution-environment.ts';

export interface Invocation {
  readonly outcome: Outcome;
  /** How long the start of a new environment took; `null` in one that was warm. */
  readonly initMs: number | null;
  readonly durationMs: number;
}

export interface LambdaFunction {
  invoke(event: unknown, accidents?: Accidents): Promise<Invocation>;
  /** Its log, one object a line; what is no JSON comes as `{ text }`. */
  log(): readonly LogLine[];
  close(): Promise<void>;
}

export interface LogLine {
  readonly level?: string;
  readonly message?: string;
  readonly text?: string;
}

export function lambdaFunction(client: string, settings: FunctionSettings): LambdaFunction {
  const idle: ExecutionEnvironment[] = [];
  const all = new Set<ExecutionEnvironment>();
  let output = '';
  const log = (text: string): void => {
    output += text;
  };
  return {
    async invoke(event, accidents = {}) {
      const warm = idle.pop();
      const environment = warm ?? (await startEnvironment(client, settings, log));
      all.add(environment);
      const startedMs = performance.now();
      const outcome = await environment.invoke(event, accidents);
      const durationMs = performance.now() - startedMs;
      if (environment.isUsable()) idle.push(environment);
      return { outcome, durationMs, initMs: warm === undefined ? environment.initMs : null };
    },
    log: () => output.split('\n').filter(Boolean).map(logLine),
    async close() {
      await Promise.all(Array.from(all, (environment) => environment.close()));
    },
  };
}

// A line of text begins with time, request and level, parted by tabs.
function logLine(line: string): LogLine {
  const text = line.slice(line.indexOf('{'));
  try {
    return JSON.parse(text) as LogLine;
  } catch {
    return { text: line };
  }
}
