import { useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  value: string
  onChange?: (value: string) => void
  marked?: ReadonlySet<number>
  area?: React.RefObject<HTMLTextAreaElement | null>
}

/** A text with its line numbers; lines with faults are marked. */
export function YamlText({ value, onChange, marked, area }: Props) {
  const { t } = useTranslation()
  const gutter = useRef<HTMLDivElement>(null)
  const lines = value.split('\n').length
  return (
    <div className={`yaml ${onChange ? '' : 'yaml-read'}`}>
      <div className="yaml-gutter" ref={gutter} aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => (
          <div key={i} className={marked?.has(i + 1) ? 'yaml-fault' : undefined}>
            {i + 1}
          </div>
        ))}
      </div>
      <textarea
        ref={area}
        value={value}
        readOnly={!onChange}
        spellCheck={false}
        wrap="off"
        aria-label={t('definitions.yaml')}
        data-testid="definition-yaml"
        rows={onChange ? undefined : Math.min(lines + 1, 400)}
        onChange={(event) => onChange?.(event.target.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
      />
    </div>
  )
}
