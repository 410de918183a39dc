// What the service adds later is a value like any other: enumerations are open, and what is known stays known.
import { expect, expectTypeOf, test } from 'vitest'
import type {
  AccessLevel,
  AssociationResult,
  ContextVariableType,
  IdentityProviderProtocol,
  SecurityToken,
  UserState,
} from '../src/index.ts'

test('enumerations take values that nobody knows yet', () => {
  const later: [AccessLevel, AssociationResult, ContextVariableType, IdentityProviderProtocol, UserState] = [
    'LATER',
    'LATER',
    'LATER',
    'LATER',
    'LATER',
  ]
  expect(new Set(later).size).toBe(1)
  expectTypeOf<'PASSWORD_INVALID'>().toExtend<UserState>()
  expectTypeOf<number>().not.toExtend<UserState>()
  expectTypeOf<SecurityToken>().toExtend<{ readonly token: string }>()
})
