const key = 'tellerline.deskId'
const waitMs = { reload: 4_000, other: 600 }

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/**
 * This tab's name, the same after a reload. A duplicated tab inherits the storage but must not inherit the desk: each
 * tab holds a lock by its name, and who finds the name locked takes a new one. A reload waits longer for its own old
 * page to let go: an agent in a
 * call must not be asked to take over from a page that is already gone.
 */
export async function deskIdOfThisTab(): Promise<string> {
  const stored = sessionStorage.getItem(key)
  if (stored && (await hold(stored))) return stored
  const id = newId()
  sessionStorage.setItem(key, id)
  await hold(id)
  return id
}

async function hold(id: string): Promise<boolean> {
  // Locks exist in secure contexts only; without them a duplicated tab takes the desk over unasked.
  if (!('locks' in navigator)) return true
  return new Promise((resolve) => {
    navigator.locks
      .request(
        `tellerline.desk.${id}`,
        { signal: AbortSignal.timeout(isReload() ? waitMs.reload : waitMs.other) },
        () => {
          resolve(true)
          return new Promise<void>(() => undefined)
        },
      )
      .catch(() => resolve(false))
  })
}

function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload'
}
