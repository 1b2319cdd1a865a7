import { useTranslation } from 'react-i18next'

const rows = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', ''],
  ['#', ''],
] as const

const names: Record<string, string> = { '*': 'star', '#': 'hash' }

export const isKey = (key: string): boolean => /^[0-9*#]$/.test(key)

/** Twelve big keys; the screen reader says "star" and "hash" by name. */
export function Keypad({ enabled, press }: { enabled: boolean; press: (key: string) => void }) {
  const { t } = useTranslation()
  const spoken = (key: string) => (key === '*' ? t('dial.star') : key === '#' ? t('dial.hash') : key)
  return (
    <div className="keypad" role="group" aria-label={t('dial.keypad')}>
      {rows.map(([key, letters]) => (
        <button
          key={key}
          type="button"
          disabled={!enabled}
          aria-label={[spoken(key), letters].filter(Boolean).join(' ')}
          data-testid={`key-${names[key] ?? key}`}
          onClick={() => press(key)}
        >
          <b>{key}</b>{' '}
          <small aria-hidden="true">{letters || ' '}</small>
        </button>
      ))}
    </div>
  )
}
