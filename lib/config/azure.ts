// Azure's two forms of an address: that of the version, /openai/v1, and that of a deployment, with a dated version beside it.
import type { Preset } from '../domain/target.ts';
import type { Refuse } from './target-checks.ts';
import type { TargetForm } from './target-schema.ts';

const V1 = 'https://RESOURCE.openai.azure.com/openai/v1';

export function isOfDeployment(baseUrl: string): boolean {
  return /\/openai\/deployments\/[^/]+$/.test(baseUrl);
}

/** Whether it names a resource of Azure, and neither a version nor a deployment. */
export function isOfResource(baseUrl: string): boolean {
  return /^https?:\/\/[^/]+(?:\/openai)?$/.test(baseUrl);
}

export function checkAzure(form: TargetForm, preset: Preset | null, refuse: Refuse): void {
  const { baseUrl, apiVersion } = form;
  if (baseUrl === undefined) return;
  if (isOfDeployment(baseUrl)) {
    const remedy =
      'An address of a deployment wants one: apiVersion: 2024-10-21. One that ends in /openai/v1 does not.';
    if (apiVersion === undefined) refuse(['apiVersion'], 'is missing', remedy);
    const api = form.api ?? preset?.api;
    if (api === 'responses') refuse(['baseUrl'], 'is that of a deployment, which has no responses', `Write ${V1}.`);
  } else if (baseUrl.endsWith('/openai/v1') && /^\d{4}-/.test(apiVersion ?? '')) {
    refuse(
      ['apiVersion'],
      `is ${apiVersion}`,
      'An address that ends in /openai/v1 has no dated versions: leave it out.',
    );
  } else if (preset?.provider === 'azure' && isOfResource(baseUrl)) {
    const forms = `Write ${V1}, or .../openai/deployments/DEPLOYMENT and apiVersion beside it.`;
    refuse(['baseUrl'], 'names no version and no deployment', forms);
  }
}
