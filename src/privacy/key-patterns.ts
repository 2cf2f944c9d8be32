const key = '[0-9A-Za-z_-]';

/**
 * Patterns of keys by the prefixes that their providers have published. JavaScript and RE2 read them alike. A key
 * starts at a word's start.
 */
export const keyPatterns: readonly string[] = [
  // AWS
  '(?:AKIA|ASIA)[0-9A-Z]{16}(?:$|[^0-9A-Za-z])',
  // GitHub, GitLab
  'gh[oprsu]_[0-9A-Za-z]{36}',
  'github_pat_[0-9A-Za-z_]{22}',
  `gl(?:pat|ptt|rt|dt|soat|ft|cbt|agent|oas)-${key}{20}`,
  // Slack
  'xox[abceprs]-[0-9A-Za-z-]{10}',
  'xapp-[0-9]-[0-9A-Z]{8}',
  'hooks\\.slack\\.com/(?:services|workflows|triggers)/[0-9A-Z]',
  // Stripe, Shopify
  '[rs]k_(?:live|test)_[0-9A-Za-z]{16}',
  'whsec_[0-9A-Za-z+/]{24}',
  'shp(?:at|ca|pa|ss)_[0-9A-Fa-f]{32}',
  // Google
  `AIza${key}{35}`,
  `GOCSPX-${key}{20}`,
  `ya29\\.${key}{20}`,
  // OpenAI, Anthropic, Hugging Face
  `sk-(?:proj|svcacct|admin|ant)-${key}{20}`,
  'sk-[0-9A-Za-z]{48}',
  'hf_[0-9A-Za-z]{34}',
  // npm, PyPI
  'npm_[0-9A-Za-z]{36}',
  `pypi-AgE${key}{16}`,
  // SendGrid, DigitalOcean, Azure
  `SG\\.${key}{22}\\.${key}{43}`,
  'do[opr]_v1_[0-9a-f]{64}',
  'AccountKey=[0-9A-Za-z+/]{40}',
];
