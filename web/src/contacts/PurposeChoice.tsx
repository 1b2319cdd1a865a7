import { useTranslation } from 'react-i18next'
import './contacts.css'

interface Props<Purpose extends string> {
  label: string
  purposes: readonly Purpose[]
  chosen: Purpose | null
  onChoose: (purpose: Purpose) => void
  /** It has been said, and what it was said for goes on. */
  disabled?: boolean
  /** It was not said, and should have been. */
  missing?: boolean
  /** In a narrow place: two beside each other, not all in a row. */
  narrow?: boolean
}

/** Why somebody hears or sees what is a customer's: chosen first, and written down with the deed. */
export function PurposeChoice<Purpose extends string>(props: Props<Purpose>) {
  const { label, purposes, chosen, onChoose, disabled, missing, narrow } = props
  const { t } = useTranslation()
  return (
    <div
      className={`player-solo player-purpose ${missing ? 'bad' : ''} ${narrow ? 'narrow' : ''}`}
      role="radiogroup"
      aria-label={label}
    >
      <span>{label}</span>
      {purposes.map((one) => (
        <button
          key={one}
          type="button"
          role="radio"
          aria-checked={chosen === one}
          disabled={disabled}
          data-testid={`purpose-${one}`}
          onClick={() => onChoose(one)}
        >
          {t(`purposes.${one}` as 'purposes.review')}
        </button>
      ))}
    </div>
  )
}
