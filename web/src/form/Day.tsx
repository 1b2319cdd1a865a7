import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { WidgetProps } from './widgets'

interface Props extends Omit<WidgetProps, 'onChange'> {
  /** Undefined: none. */
  onChange: (to?: string) => void
}

/** A day, as it is written: 2026-12-31. */
export function Day({ label, value, status, onChange }: Props) {
  return (
    <DatePicker
      aria-label={label}
      data-testid={`field-${label}`}
      status={status}
      value={value ? dayjs(value) : null}
      onChange={(to) => onChange(to ? to.format('YYYY-MM-DD') : undefined)}
    />
  )
}
