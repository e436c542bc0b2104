// What is served from an account, or a deployment, of one's own.
import type { Rows } from './row.ts';

export const CLOUDS: Rows = {
  azure: {
    label: 'Azure OpenAI',
    baseUrl: null,
    keyName: 'AZURE_OPENAI_API_KEY',
    quirks: { tokenCap: 'max_completion_tokens', temperature: false, keyHeader: 'api-key' },
    alsoSpeaks: { responses: {}, completions: { quirks: { temperature: true } } },
    note:
      'baseUrl: https://RESOURCE.openai.azure.com/openai/v1 (or RESOURCE.services.ai.azure.com, AI Foundry), model: the name of the deployment. ' +
      'The older form: baseUrl: https://RESOURCE.openai.azure.com/openai/deployments/DEPLOYMENT, with apiVersion: 2024-10-21. ' +
      'Its default content filter holds tokens back in blocks.',
    source: 'https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle',
  },
  bedrock: {
    label: 'Amazon Bedrock',
    api: 'bedrock-converse',
    baseUrl: null,
    keyName: null,
    note:
      'Signed with the AWS credentials of the environment, or key: AWS_BEARER_TOKEN_BEDROCK. Which inference profiles exist depends on the region: ' +
      'give one model id per region. Claude from 4.7 on takes no temperature: temperature: false.',
    source: 'https://github.com/aws/aws-sdk-js-v3',
  },
  'bedrock-openai': {
    label: 'Amazon Bedrock (OpenAI form)',
    baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com/openai/v1',
    keyName: 'AWS_BEARER_TOKEN_BEDROCK',
    quirks: { tokenCap: 'max_completion_tokens' },
    alsoSpeaks: { responses: {} },
    note: 'Only some models, and not in all regions. Its other address: baseUrl: https://bedrock-mantle.{region}.api.aws/v1. The pages of AWS disagree on both.',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html',
  },
  databricks: {
    label: 'Databricks',
    baseUrl: null,
    keyName: 'DATABRICKS_TOKEN',
    note: 'baseUrl: https://WORKSPACE/serving-endpoints, model: the name of the endpoint. That it takes stream_options is unverified.',
    source: 'https://docs.databricks.com/machine-learning/model-serving/score-foundation-models.html',
  },
  'huggingface-endpoint': {
    label: 'Hugging Face endpoint',
    baseUrl: null,
    keyName: 'HF_TOKEN',
    note: 'baseUrl: https://ID.us-east-1.aws.endpoints.huggingface.cloud/v1. One that is scaled to zero answers 502 or 503 while it wakes (unverified).',
    source: 'https://github.com/huggingface/text-generation-inference/blob/main/docs/source/messages_api.md',
  },
  sambastudio: {
    label: 'SambaStudio',
    baseUrl: null,
    keyName: 'SAMBASTUDIO_API_KEY',
    note: 'baseUrl: https://DOMAIN/v1/PROJECT/ENDPOINT (older ones: /openai/v1/...), model: the name of the expert. Where it wants its key bare: keyHeader: key (unverified).',
    source: 'https://docs.sambanova.ai/sambastudio/latest/open-ai-api.html',
  },
};
