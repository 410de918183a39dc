// Puts a refusal into words. The sentences are loaded when one is needed, which keeps the signer small.
import { Refusal } from './refusal.ts'

/** Runs `work` so that it fails with errors that say what is wrong. */
export async function explained<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (failure) {
    throw failure instanceof Refusal ? (await import('./explain.ts')).explain(failure) : failure
  }
}
