// What is known of AWS's regions beforehand.

/** Those that every account has; AWS makes each later one an option that the account must enable. */
export const REGIONS_OF_EVERY_ACCOUNT = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
] as const;

export function isOptIn(region: string): boolean {
  return !REGIONS_OF_EVERY_ACCOUNT.some((each) => each === region);
}
