import { looks, type LookName } from './states'

/** The shape of a state in its colour; the words stand beside it, so it is silent for a screen reader. */
export function StateMark({ look, size }: { look: LookName; size?: number }) {
  return (
    <span aria-hidden="true" className={`mark mark-${look}`} style={size ? { fontSize: size } : undefined}>
      {looks[look].shape}
    </span>
  )
}
