// Tells a listener. What goes wrong in it, now or later, is not the failure of the work that it watches.

export function notify<Event>(listener: ((event: Event) => unknown) | undefined, event: Event): void {
  if (listener === undefined) return
  // An async function turns what is thrown at once, a rejection and a hostile `then` into the same.
  const told = async (): Promise<unknown> => listener(event)
  told().catch(() => {})
}
