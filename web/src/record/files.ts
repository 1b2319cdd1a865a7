/** `20 MB`, `1.5 KB`: of 1,024 each. */
export function sizeOf(bytes: number): string {
  const [size, unit] = bytes >= 1 << 20 ? [bytes / (1 << 20), 'MB'] : bytes >= 1024 ? [bytes / 1024, 'KB'] : [bytes, 'B']
  return `${Math.round(size * 10) / 10} ${unit}`
}

/** Lower case, without its dot; empty: it has none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}
