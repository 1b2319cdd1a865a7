const key = 'tellerline.deskId'

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}

/**
 * This tab's name, the same after a reload. A duplicated tab inherits the storage but must not inherit the desk: each tab holds
 * a lock by its name, and who finds the name locked takes a new one. (A reload's old page lets go within the wait.)
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
      .request(`tellerline.desk.${id}`, { signal: AbortSignal.timeout(500) }, () => {
        resolve(true)
        return new Promise<void>(() => undefined)
      })
      .catch(() => resolve(false))
  })
}
