// Configs of every size, as people write them.

/** As little as can be deployed. */
export const MINIMAL = `
regions: [eu-central-1]
workloads:
  chat: { every: 1 hour, gun: immediate, prompt: Tell me a story. }
metrics: lean
targets:
  - { id: groq/gpt-oss-120b, provider: groq, model: openai/gpt-oss-120b }
`;

/** Every field that changes a template. */
export const MAXIMAL = `
name: All of it
regions: [us-east-1, eu-west-1, ap-northeast-1]
workloads:
  chat: { every: 5 minutes, gun: 60s, prompt: Tell me a story. }
  long-context: { every: 1 hour, gun: immediate, inputTokens: 10000, prompt: Summarise this. }
alarms: { regression: per-target, email: [ops@example.com, boss@example.com] }
metrics: [ttft, throughput, failures]
aws:
  deletionProtection: false
  domain:
    name: board.example.com
    certificate: arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555
    hostedZone: Z0123456789ABC
  logDays: 90
  runbook: https://example.com/runbook.html
targets:
  - { id: openai/gpt-4.1-mini, provider: openai, model: gpt-4.1-mini, alarms: { ttft: 1500ms, failures: 5% } }
  - id: bedrock/nova-pro
    provider: bedrock
    model: { us-east-1: us.amazon.nova-pro-v1:0, eu-west-1: eu.amazon.nova-pro-v1:0 }
  - { id: bedrock/llama, provider: bedrock, model: meta.llama3-3-70b-instruct-v1:0, regions: [us-east-1] }
  - { id: bedrock/keyed, provider: bedrock, key: BEDROCK_KEY, model: amazon.nova-lite-v1:0 }
`;

/** Two regions, of which the second has nobody to race. */
export const ONE_OF_TWO = `
regions: [us-east-1, eu-west-1]
workloads:
  chat: { every: 5 minutes, prompt: Tell me a story. }
targets:
  - { id: groq/gpt-oss-120b, provider: groq, model: openai/gpt-oss-120b, regions: [us-east-1] }
`;

/** 500 targets in 10 regions, every minute. */
export const HUGE = `
regions: [us-east-1, us-east-2, us-west-2, ca-central-1, eu-west-1, eu-central-1, ap-northeast-1, ap-southeast-1, ap-southeast-2, sa-east-1]
workloads:
  chat: { every: 1 minute, prompt: Tell me a story. }
targets:
${Array.from({ length: 500 }, (_, n) => `  - { id: openai/model-${n}, provider: openai, model: model-${n} }`).join('\n')}
`;
