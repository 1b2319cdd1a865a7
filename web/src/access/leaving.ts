const hooks = new Set<() => Promise<unknown>>()

/** What must be done before a user signs out: an agent's desk signs out first. */
export function beforeLeaving(hook: () => Promise<unknown>) {
  hooks.add(hook)
}

export async function leave(): Promise<void> {
  await Promise.allSettled([...hooks].map((hook) => hook()))
}
