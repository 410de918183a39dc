// The headers of an answer whose content others chose: objects that were uploaded, and what an upstream answers.

/** A page that a browser shows must not be one of this origin, which could read the inspector. */
export const INERT = { 'content-security-policy': 'sandbox', 'x-content-type-options': 'nosniff' } as const
