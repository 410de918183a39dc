// The sites of a test in memory: honest ones, others that lie about the time, and what they answer.

/** The hosts, the site that each belongs to, and whether it tells the right time. */
export const HOSTS = [
  { origin: 'https://identity.us-phoenix-1.oraclecloud.com', site: 'oraclecloud', honest: true },
  { origin: 'https://iaas.eu-frankfurt-1.oraclecloud.com', site: 'oraclecloud', honest: true },
  { origin: 'https://10.0.0.1', site: 'address', honest: true },
  { origin: 'https://10.0.0.1:8443', site: 'address, other port', honest: false },
  { origin: 'https://10.1.0.1', site: 'other address', honest: false },
  { origin: 'https://a.example.com', site: 'example', honest: false },
  { origin: 'https://b.c.example.com:8443', site: 'example', honest: false },
  { origin: 'https://oraclecloud.com.example.net', site: 'look-alike', honest: false },
] as const
export type Host = (typeof HOSTS)[number]
export const SITES = [...new Set(HOSTS.map(({ site }) => site))]

export type Answer =
  /** `refusal`: of a credential, with the right time. */
  | { readonly is: 'fine' | 'refusal' | 'failure' }
  /** A refusal whose time is off, in its `Date` or in its body. */
  | { readonly is: 'date' | 'sentence'; readonly offsetMs: number }
  | { readonly is: 'text-date' | 'text-sentence'; readonly text: string }

const refusal = (text: string, headers = {}): Response => new Response(text, { status: 401, headers })

/** The 401 whose header tells the time. */
export const dated = (date: string): Response => refusal('no', { date })

/** The 401 whose body tells the time, as browsers see it. */
export const sentence = (current: string): Response =>
  refusal(JSON.stringify({ code: 'NotAuthenticated', message: `Not within allowed clock skew. Current '${current}'` }))
