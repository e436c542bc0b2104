// The check of every template against AWS's own list of good practice; what it finds and nobody acknowledged stops the synthesis.
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

export function checkGoodPractice(app: App): void {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
