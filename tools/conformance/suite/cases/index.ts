// Every case, in the order of the table's columns.
import type { Case } from '../case.ts'
import type { Input } from '../input.ts'
import { axiosCases } from './axios.ts'
import { bodyCases } from './bodies.ts'
import { buildCases } from './builds.ts'
import { configCases } from './config.ts'
import { dataPlaneCases } from './data-plane.ts'
import { fetchCases } from './fetch.ts'
import { httpCases } from './http.ts'
import { keyCases } from './keys.ts'
import { presignCases } from './presign.ts'
import { principalCases } from './principals.ts'
import { refreshCases } from './refresh.ts'
import { retryCases } from './retry.ts'
import { tokenExchangeCases } from './token-exchange.ts'
import { vectorCases } from './vectors.ts'
import { verifyCases } from './verify.ts'

export const allCases = (input: Input): readonly Case[] => [
  ...buildCases,
  ...vectorCases(input),
  ...keyCases(input),
  ...bodyCases,
  ...verifyCases(input),
  ...presignCases,
  ...fetchCases,
  ...axiosCases,
  ...httpCases,
  ...retryCases,
  ...configCases,
  ...refreshCases,
  ...dataPlaneCases,
  ...tokenExchangeCases,
  ...principalCases,
]
