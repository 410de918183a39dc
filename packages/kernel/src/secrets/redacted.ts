// The one text that stands in the place of a secret.

export const REDACTED = '<redacted>'
