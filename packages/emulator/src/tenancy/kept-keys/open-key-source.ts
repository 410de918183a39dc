// Chooses where the keys of an emulator come from, by the option `keys`.
import { choice } from '../../options/check-option.ts'
import { NEW_KEYS, type KeySource } from '../keys/key-source.ts'
import { cacheFolder } from './cache-folder.ts'
import { KeyStock } from './key-stock.ts'

/** One stock a folder for the whole process, so that no key is lent to two emulators at once. */
const stocks = new Map<string, Promise<KeyStock>>()

/** @throws {@link EmulatorOptionError} for any other value */
export async function openKeySource(keys: 'new' | 'kept' = 'new', start = presentFolder()): Promise<KeySource> {
  if (choice('keys', keys, ['new', 'kept']) === 'new') return NEW_KEYS
  const folder = start === undefined ? undefined : await cacheFolder(start)
  if (folder === undefined) return NEW_KEYS
  const stock = stocks.get(folder) ?? KeyStock.open(folder)
  stocks.set(folder, stock)
  return (await stock).lend()
}

/** `undefined` when the folder that the process works in was removed. */
function presentFolder(): string | undefined {
  try {
    return process.cwd()
  } catch {
    return undefined
  }
}
