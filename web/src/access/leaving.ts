/** @returns false when the user must not leave now. */
type Hook = () => Promise<boolean>

const hooks = new Set<Hook>()

/** What must be done before a user signs out: an agent's desk signs out first, and refuses during a call. */
export function beforeLeaving(hook: Hook) {
  hooks.add(hook)
}

const after = new Set<() => void>()

/** What a user who signs out leaves nothing of behind; not done while somebody keeps him from leaving. */
export const afterLeaving = (hook: () => void) => void after.add(hook)

export async function leave(): Promise<boolean> {
  for (const hook of hooks) if (!(await hook())) return false
  after.forEach((hook) => hook())
  return true
}
